//! The exchanges in `recorded/`.

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;
use serde_json::Value;

/// Where the recorded servers are said to have been; each was on a port of its own.
pub const ORIGIN: &str = "http://127.0.0.1:4101";

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    pub case: String,
    #[serde(default)]
    #[expect(dead_code, reason = "for who reads the file")]
    note: Option<String>,
    pub request: Request,
    pub response: Response,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub headers: BTreeMap<String, String>,
    #[serde(default)]
    pub body: Option<Value>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Response {
    pub status: u16,
    pub status_text: String,
    pub headers: BTreeMap<String, Value>,
    pub body: Value,
}

impl Request {
    /// The body as it was sent.
    pub fn bytes(&self) -> Vec<u8> {
        match &self.body {
            None => Vec::new(),
            Some(Value::String(text)) => text.clone().into_bytes(),
            Some(json) => json.to_string().into_bytes(),
        }
    }
}

/// All exchanges of one set of options, with the servers at [`ORIGIN`].
pub fn exchanges(variant: &str) -> Vec<Exchange> {
    let file = directory().join(format!("{variant}.jsonl"));
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{error}: {file:?}"));
    at_one_origin(&text).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The names of all sets of options.
pub fn variants() -> Vec<String> {
    let files = fs::read_dir(directory()).unwrap().map(|file| file.unwrap().path());
    let recorded = files.filter(|file| file.extension().is_some_and(|kind| kind == "jsonl"));
    let mut names: Vec<_> =
        recorded.map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort_unstable();
    names
}

fn directory() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contract/recorded")
}

/// Replaces every `127.0.0.1:PORT`, percent-encoded or not, by the port of [`ORIGIN`].
pub fn at_one_origin(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("127.0.0.1") {
        let (before, after) = rest.split_at(at + "127.0.0.1".len());
        all.push_str(before);
        rest = after;
        for colon in [":", "%3A"] {
            let Some(port) = after.strip_prefix(colon) else { continue };
            let digits = port.bytes().take_while(u8::is_ascii_digit).count();
            all.push_str(colon);
            all.push_str(&ORIGIN[ORIGIN.len() - 4..]);
            rest = &port[digits..];
        }
    }
    all + rest
}
