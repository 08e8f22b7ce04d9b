//! Every breach is stopped by the compiler for the reason that its first line states, and for no
//! other; and all of it compiles when the breach is left out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on is a test that failed")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

use serde_json::{Deserializer, Value};

#[test]
fn every_breach_is_stopped_for_the_reason_it_states() {
    let mut build = Build::with(&["--features=breach", "--keep-going"]);
    let mut surprises = Vec::new();
    for (name, reason) in stated_reasons() {
        let errors = build.errors.remove(&name).unwrap_or_default();
        let stated = errors.iter().any(|error| reason.is_met_by(error));
        let alone = errors.iter().all(|error| error.code == reason.code);
        if !(stated && alone) {
            surprises.push(format!("{name} states {reason:#?}\nand has {errors:#?}"));
        }
    }
    assert!(surprises.is_empty(), "{}\n{}", surprises.join("\n\n"), build.log);
    assert!(build.compiled.is_empty(), "not stopped: {:?}", build.compiled);
}

#[test]
fn every_program_is_sound_when_its_breach_is_left_out() {
    let build = Build::with(&[]);
    let programs: BTreeSet<String> = stated_reasons().into_keys().collect();
    assert_eq!(build.compiled, programs, "{}", build.log);
    assert!(programs.len() >= 90, "{} programs", programs.len());
}

#[test]
fn a_reason_is_met_by_its_code_and_its_words_in_order() {
    let reason = Reason::parse("E0277: `Notes` is … a policy");
    let error = |code: &str, text: &str| CompileError { code: code.into(), text: text.into() };
    assert!(reason.is_met_by(&error("E0277", "`Notes` is not a policy")));
    assert!(!reason.is_met_by(&error("E0271", "`Notes` is not a policy")));
    assert!(!reason.is_met_by(&error("E0277", "a policy is not what `Notes` is")));
}

/// What stops a program.
#[derive(Debug)]
struct CompileError {
    code: String,
    /// The message and its notes. The source, which has words of its own, is left out.
    text: String,
}

/// What has to stop a program: an error code, and words of its text, `…` between them.
#[derive(Debug)]
struct Reason {
    code: String,
    words: Vec<String>,
}

impl CompileError {
    fn of(message: &Value) -> Self {
        let notes = message["children"].as_array().into_iter().flatten();
        let all = [message].into_iter().chain(notes);
        let texts: Vec<_> = all.filter_map(|part| part["message"].as_str()).collect();
        Self { code: message["code"]["code"].as_str().unwrap().to_owned(), text: texts.join("\n") }
    }
}

impl Reason {
    fn parse(line: &str) -> Self {
        let (code, words) = line.split_once(": ").expect("a code, a colon, words");
        let words = words.split(" … ").map(str::to_owned).collect();
        Self { code: code.to_owned(), words }
    }

    fn is_met_by(&self, error: &CompileError) -> bool {
        let mut rest = Some(error.text.as_str());
        for words in &self.words {
            rest = rest.and_then(|rest| rest.split_once(words)).map(|(_, rest)| rest);
        }
        self.code == error.code && rest.is_some()
    }
}

fn stated_reasons() -> BTreeMap<String, Reason> {
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let stated = fs::read_dir(programs).unwrap().map(|file| {
        let path = file.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        let line = source.lines().next().and_then(|line| line.strip_prefix("//! "));
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, Reason::parse(line.expect("a reason in the first line")))
    });
    stated.collect()
}

/// What came of building all programs.
#[derive(Debug, Default)]
struct Build {
    compiled: BTreeSet<String>,
    errors: BTreeMap<String, Vec<CompileError>>,
    log: String,
}

impl Build {
    /// Builds into the directory of the build that this test is of, whose dependencies are there
    /// already. Needs no network.
    fn with(arguments: &[&str]) -> Self {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let output = Command::new(env!("CARGO"))
            .args(["build", "--examples", "--locked", "--offline", "--message-format=json"])
            .args(arguments)
            .arg("--target-dir")
            .arg(target)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        let log = String::from_utf8_lossy(&output.stderr).into_owned();
        let mut build = Self { log, ..Self::default() };
        for line in Deserializer::from_slice(&output.stdout).into_iter::<Value>() {
            build.note(&line.unwrap());
        }
        build
    }

    fn note(&mut self, line: &Value) {
        let (target, message) = (&line["target"], &line["message"]);
        let name = || target["name"].as_str().unwrap().to_owned();
        if line["reason"] == "compiler-artifact" && target["kind"][0] == "example" {
            self.compiled.insert(name());
        }
        // "aborting due to …" has no code and says nothing more.
        if message["level"] == "error" && message["code"].is_object() {
            self.errors.entry(name()).or_default().push(CompileError::of(message));
        }
    }
}
