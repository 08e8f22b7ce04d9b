//! Single texts and numbers: when one of ours says what the recorded one says.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta};

/// How far a time of ours may be from the recorded one: the server's clock is set to about when
/// the exchange was recorded, and runs.
const TOLERANCE: TimeDelta = TimeDelta::seconds(20);

/// Which of our made-up texts stands for which recorded one, throughout an answer: whoever is
/// `sub` must also be `id`.
#[derive(Debug, Default)]
pub struct Names {
    ours: HashMap<String, String>,
    recorded: HashMap<String, String>,
}

impl Names {
    /// Whether the two say the same.
    pub fn same(&mut self, recorded: &str, ours: &str) -> bool {
        if is_id(recorded) && is_id(ours) {
            let there = self.ours.entry(recorded.to_owned()).or_insert_with(|| ours.to_owned());
            let back = self.recorded.entry(ours.to_owned()).or_insert_with(|| recorded.to_owned());
            return there == ours && back == recorded;
        }
        if let (Some(recorded), Some(ours)) = (signed(recorded), signed(ours)) {
            return self.same(recorded, ours);
        }
        recorded == ours || same_time(recorded, ours)
    }
}

/// The shape of ids and session tokens.
fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// What is in front of a signature as cookies have it.
fn signed(text: &str) -> Option<&str> {
    let (value, signature) = text.rsplit_once('.')?;
    let base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let is_signature = signature.len() == 44 && signature.bytes().all(base64);
    is_signature.then_some(value)
}

fn same_time(recorded: &str, ours: &str) -> bool {
    let length = "2026-11-22T17:57:07.198Z".len();
    let time =
        |text: &str| DateTime::parse_from_rfc3339(text).ok().filter(|_| text.len() == length);
    let (Some(recorded), Some(ours)) = (time(recorded), time(ours)) else { return false };
    (recorded - ours).abs() <= TOLERANCE
}

/// Whether two numbers under a name that stands for a time are about the same.
pub fn same_moment(place: &str, recorded: i64, ours: i64) -> bool {
    let tolerance = match place.rsplit('.').next() {
        Some("iat" | "exp") => TOLERANCE.num_seconds(),
        Some("updatedAt" | "expiresAt") => TOLERANCE.num_milliseconds(),
        Some("header x-retry-after") => TOLERANCE.num_seconds(),
        Some(_) | None => 0,
    };
    (recorded - ours).abs() <= tolerance
}

/// A text with whatever is made up replaced, so that it can be written into a table.
pub fn shape(text: &str) -> String {
    if let Some(value) = signed(text) {
        format!("{}.<signature>", shape(value))
    } else if let Some(port) = text.strip_prefix("http://localhost:") {
        let path = port.trim_start_matches(|character: char| character.is_ascii_digit());
        format!("http://localhost:PORT{path}")
    } else if text.starts_with("eyJ") && text.split('.').count() == 3 {
        "<jwt>".to_owned()
    } else if text.len() > 500 {
        format!("<{} letters>", text.len())
    } else if is_id(text) {
        "<id>".to_owned()
    } else if text.len() == 36 && text.split('-').map(str::len).eq([8, 4, 4, 4, 12]) {
        "<uuid>".to_owned()
    } else if same_time(text, text) {
        "<time>".to_owned()
    } else {
        text.to_owned()
    }
}
