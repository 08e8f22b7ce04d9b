//! The rules for header and claims a second time, over a [`Value`] that serde_json reads in its
//! own way, where the last of two members of one name counts

use serde_json::{Map, Value};

use crate::mint::{AUDIENCE, ISSUER, NOW};

const LEEWAY: f64 = 30.0;
const WEEK: f64 = 7.0 * 24.0 * 60.0 * 60.0;

pub(crate) fn is_good(header: &[u8], claims: &[u8]) -> bool {
    object(header).is_some_and(|header| is_good_header(&header))
        && object(claims).is_some_and(|claims| are_good_claims(&claims))
}

fn is_good_header(header: &Map<String, Value>) -> bool {
    let refused = ["crit", "b64", "zip", "enc", "cty", "jwk", "x5c"];
    let typ = header.get("typ").map(|typ| typ.as_str().unwrap_or("").to_ascii_lowercase());
    let types = ["jwt", "at+jwt", "application/jwt", "application/at+jwt"];
    let kid = header.get("kid").map(|kid| kid.as_str().unwrap_or(""));
    !refused.iter().any(|name| header.contains_key(*name))
        && header.get("alg").is_some_and(|alg| alg == "HS256")
        && typ.is_none_or(|typ| types.contains(&typ.as_str()))
        && kid.is_none_or(|kid| (1..256).contains(&kid.len()) && !kid.chars().any(char::is_control))
}

fn are_good_claims(claims: &Map<String, Value>) -> bool {
    let now = NOW as f64;
    let time = |name| match claims.get(name) {
        None => Ok(None),
        Some(Value::Number(seconds)) => Ok(seconds.as_f64().filter(|seconds| *seconds >= 0.0)),
        Some(_) => Err(()),
    };
    let begun = |name| match (claims.contains_key(name), time(name)) {
        (false, _) => true,
        (true, Ok(Some(seconds))) => seconds <= now + LEEWAY,
        (true, _) => false,
    };
    let Ok(Some(exp)) = time("exp") else { return false };
    let aud = match claims.get("aud") {
        Some(Value::Array(all)) => {
            all.iter().all(Value::is_string) && all.contains(&AUDIENCE.into())
        }
        one => one == Some(&AUDIENCE.into()),
    };
    let sub = claims.get("sub").and_then(Value::as_str).unwrap_or("");
    now < exp + LEEWAY
        && exp <= now + WEEK + LEEWAY
        && begun("nbf")
        && begun("iat")
        && claims.get("iss") == Some(&ISSUER.into())
        && aud
        && (1..256).contains(&sub.len())
        && sub.bytes().all(|byte| (0x21..0x7f).contains(&byte))
}

/// An object without two members of one name, of at most 64 levels. serde_json keeps one of two, so
/// there are then fewer members than colons between them.
fn object(text: &[u8]) -> Option<Map<String, Value>> {
    let value: Value = serde_json::from_slice(text).ok()?;
    let (colons, levels) = outline(text);
    (members(&value) == colons && levels <= 64).then(|| value.as_object().cloned())?
}

fn members(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
        Value::Array(items) => items.iter().map(members).sum(),
        Value::Object(all) => all.len() + all.values().map(members).sum::<usize>(),
    }
}

/// How many colons there are outside of texts, and how deep its brackets go
fn outline(json: &[u8]) -> (usize, usize) {
    let (mut colons, mut depth, mut deepest) = (0, 0_usize, 0);
    let mut bytes = json.iter();
    let mut inside = false;
    while let Some(byte) = bytes.next() {
        match (inside, byte) {
            (true, b'\\') => _ = bytes.next(),
            (_, b'"') => inside = !inside,
            (false, b':') => colons += 1,
            (false, b'{' | b'[') => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            (false, b'}' | b']') => depth -= 1,
            _ => {}
        }
    }
    (colons, deepest)
}
