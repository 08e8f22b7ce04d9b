//! JSON without the freedoms that let two readers see two documents
//!
//! RFC 7515 §4 and RFC 7519 §4 allow a reader to take the last of two members of one name. Whoever
//! takes the first then reads another token, so both are refused here.

use std::cell::Cell;
use std::fmt;

use derive_more::Display;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// What is wrong with a JSON text; reads after the name of the text
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, derive_more::Error)]
pub enum JsonFault {
    /// Bytes that are not UTF-8
    #[display("is not UTF-8")]
    NotUtf8,
    /// Not one JSON value, or something follows it (RFC 8259)
    #[display("is not JSON")]
    NotJson,
    /// A JSON value, but not an object
    #[display("is not a JSON object")]
    NotAnObject,
    /// Two members of one name in one object, at any depth
    #[display("has two members of one name")]
    DuplicateMember,
    /// More than 64 arrays and objects in one another
    #[display("is nested too deeply")]
    TooDeep,
}

const MAX_DEPTH: u8 = 64;

/// Reads the members of a JSON object
pub(crate) fn object(text: &[u8]) -> Result<Map<String, Value>, JsonFault> {
    let text = str::from_utf8(text).map_err(|_| JsonFault::NotUtf8)?;
    let broken = Cell::new(None);
    let mut json = serde_json::Deserializer::from_str(text);
    let value = Strict { levels: MAX_DEPTH, broken: &broken }
        .deserialize(&mut json)
        .and_then(|value| json.end().map(|()| value))
        .map_err(|_| broken.get().unwrap_or(JsonFault::NotJson))?;
    let Value::Object(members) = value else { return Err(JsonFault::NotAnObject) };
    Ok(members)
}

/// Builds a [`Value`] and notes which of our own rules stopped it, since an error of serde_json
/// carries text only
#[derive(Clone, Copy)]
struct Strict<'c> {
    levels: u8,
    broken: &'c Cell<Option<JsonFault>>,
}

impl Strict<'_> {
    fn refuse<E: Error>(self, fault: JsonFault) -> E {
        self.broken.set(Some(fault));
        E::custom(fault)
    }

    fn inside<E: Error>(self) -> Result<Self, E> {
        let levels = self.levels.checked_sub(1).ok_or_else(|| self.refuse(JsonFault::TooDeep))?;
        Ok(Self { levels, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        let finite = Number::from_f64(value);
        finite.map(Value::Number).ok_or_else(|| self.refuse(JsonFault::NotJson))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut items = Vec::new();
        while let Some(item) = array.next_element_seed(inside)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut members = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            if members.contains_key(&name) {
                return Err(self.refuse(JsonFault::DuplicateMember));
            }
            let value = object.next_value_seed(inside)?;
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}
