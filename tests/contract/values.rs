//! JSON against JSON, member by member, in any order.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;

use crate::{
    compare::Comparison,
    leaves::{same_moment, shape},
    recorded::at_one_origin,
};

/// The members of a public key that are the key.
const KEY: [&str; 3] = ["n", "x", "y"];

impl Comparison {
    pub fn json(&mut self, place: &str, recorded: &Value, ours: &Value) {
        match (recorded, ours) {
            (Value::Object(recorded), Value::Object(ours)) => {
                let names: BTreeSet<_> = recorded.keys().chain(ours.keys()).collect();
                for name in names {
                    let place = format!("{place}.{name}");
                    match (recorded.get(name), ours.get(name)) {
                        (Some(recorded), Some(ours)) => self.json(&place, recorded, ours),
                        (recorded, ours) => self.found(&place, &written(recorded), &written(ours)),
                    }
                }
            }
            (Value::Array(recorded), Value::Array(ours)) if recorded.len() == ours.len() => {
                for (at, (recorded, ours)) in recorded.iter().zip(ours).enumerate() {
                    self.json(&format!("{place}.{at}"), recorded, ours);
                }
            }
            (Value::Array(recorded), Value::Array(ours)) => {
                let items = |array: &Vec<Value>| format!("{} items", array.len());
                self.found(place, &items(recorded), &items(ours));
            }
            (Value::String(recorded), Value::String(ours)) => self.text(place, recorded, ours),
            (recorded, ours) => {
                let moments = recorded.as_i64().zip(ours.as_i64());
                let same = moments.is_some_and(|(a, b)| same_moment(place, a, b));
                if !same && recorded != ours {
                    self.found(place, &written(Some(recorded)), &written(Some(ours)));
                }
            }
        }
    }

    pub fn text(&mut self, place: &str, recorded: &str, ours: &str) {
        if let (Some(recorded), Some(ours)) = (jwt(recorded), jwt(ours)) {
            self.json(&format!("{place} header"), &recorded.0, &ours.0);
            self.json(&format!("{place} claims"), &recorded.1, &ours.1);
        } else if place.starts_with("body.keys.")
            && KEY.contains(&place.rsplit('.').next().unwrap())
        {
            if recorded.len() != ours.len() {
                self.found(place, "a key", "a key of another length");
            }
        } else if !self.names.same(recorded, ours) && !same_number(place, recorded, ours) {
            self.found(place, &shape(recorded), &shape(ours));
        }
    }
}

/// Whether both are numbers of a place where they are times.
fn same_number(place: &str, recorded: &str, ours: &str) -> bool {
    let numbers = recorded.parse().ok().zip(ours.parse().ok());
    numbers.is_some_and(|(recorded, ours)| same_moment(place, recorded, ours))
}

/// How a table writes it.
fn written(value: Option<&Value>) -> String {
    match value {
        None => "absent".to_owned(),
        Some(Value::String(text)) => shape(text),
        Some(value) => shaped(value).to_string(),
    }
}

/// The same with whatever is made up replaced.
pub fn shaped(value: &Value) -> Value {
    match value {
        Value::String(text) => shape(text).into(),
        Value::Array(items) => items.iter().map(shaped).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), shaped(value))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// The header and the claims of a compact JWS.
pub fn jwt(text: &str) -> Option<(Value, Value)> {
    let mut parts = text.split('.');
    let (header, claims, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    Some((base64url_json(header)?, base64url_json(claims)?))
}

/// The JSON in unpadded base64url.
pub fn base64url_json(text: &str) -> Option<Value> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    serde_json::from_str(&at_one_origin(&text)).ok()
}
