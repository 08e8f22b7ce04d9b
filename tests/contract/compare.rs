//! A recorded answer against ours.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    http::Answer,
    leaves::{Names, shape},
    recorded::Response,
    values::shaped,
};

/// Something that ours says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub place: String,
    pub recorded: String,
    pub ours: String,
}

/// What has been found so far.
#[derive(Debug, Default)]
pub struct Comparison {
    pub names: Names,
    pub differences: Vec<Difference>,
}

/// Headers about the connection, which were not recorded.
const TRANSPORT: [&str; 3] = ["connection", "content-length", "date"];

/// What stands in the recordings for the HTML of the error page.
const PAGE: &str = "[an HTML page of ";

/// All that is different.
pub fn compare(recorded: &Response, ours: &Answer) -> Vec<Difference> {
    let mut comparison = Comparison::default();
    comparison.text("status", &recorded.status.to_string(), &ours.status.to_string());
    comparison.text("status text", &recorded.status_text, &ours.reason);
    comparison.headers(recorded, ours);
    comparison.cookies(recorded, ours);
    comparison.body(recorded, ours);
    comparison.differences
}

impl Comparison {
    pub fn found(&mut self, place: &str, recorded: &str, ours: &str) {
        self.differences.push(Difference {
            place: place.to_owned(),
            recorded: recorded.to_owned(),
            ours: ours.to_owned(),
        });
    }

    fn headers(&mut self, recorded: &Response, ours: &Answer) {
        let names = ours.headers.iter().map(|(name, _)| name);
        let names: BTreeSet<_> = names.chain(recorded.headers.keys()).collect();
        for name in names {
            if name == "set-cookie" || TRANSPORT.contains(&name.as_str()) {
                continue;
            }
            let place = format!("header {name}");
            let recorded = recorded.headers.get(name).map(|value| value.as_str().unwrap());
            let values: Vec<_> =
                ours.headers.iter().filter(|(it, _)| it == name).map(|(_, value)| value).collect();
            match (recorded, values.as_slice()) {
                (Some(recorded), [ours]) if name == "access-control-expose-headers" => {
                    self.text(&place, &in_order(recorded), &in_order(ours));
                }
                (Some(recorded), [ours]) => self.text(&place, recorded, ours),
                (recorded, ours) => {
                    let ours = ours.iter().map(|value| shape(value)).collect::<Vec<_>>().join(", ");
                    let ours = match (name.as_str(), ours.as_str()) {
                        (_, "") => "absent",
                        ("retry-after", seconds) if seconds.parse::<u32>().is_ok() => "<seconds>",
                        (_, ours) => ours,
                    };
                    self.found(&place, &recorded.map_or("absent".to_owned(), shape), ours);
                }
            }
        }
    }

    fn body(&mut self, recorded: &Response, ours: &Answer) {
        match &recorded.body {
            Value::String(page) if page.starts_with(PAGE) => {
                if !ours.body.to_ascii_lowercase().starts_with("<!doctype html>") {
                    self.found("body", "an HTML page", &ours.body);
                }
            }
            Value::String(text) => match serde_json::from_str::<Value>(&ours.body) {
                Ok(ours) => self.found("body", text, &shaped(&ours).to_string()),
                Err(_) => self.text("body", text, &ours.body),
            },
            json => match serde_json::from_str(&ours.body) {
                Ok(ours) => self.json("body", json, &ours),
                Err(_) => self.found("body", "JSON", &ours.body),
            },
        }
    }
}

/// A list whose order says nothing.
fn in_order(list: &str) -> String {
    let mut names: Vec<_> = list.split(',').map(str::trim).collect();
    names.sort_unstable();
    names.join(", ")
}

impl From<[&str; 3]> for Difference {
    fn from([place, recorded, ours]: [&str; 3]) -> Self {
        Self { place: place.to_owned(), recorded: recorded.to_owned(), ours: ours.to_owned() }
    }
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: recorded {:?}, ours {:?}", self.place, self.recorded, self.ours)
    }
}
