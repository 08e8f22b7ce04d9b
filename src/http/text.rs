//! Text of bounded length.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, de};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

/// Text of `LEAST` to `MOST` characters (Unicode's, not bytes), none of them U+0000, which
/// PostgreSQL cannot store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<const LEAST: usize, const MOST: usize>(String);

impl<const LEAST: usize, const MOST: usize> Text<LEAST, MOST> {
    /// The text.
    pub fn into_inner(self) -> String {
        self.0
    }
}

impl<'de, const LEAST: usize, const MOST: usize> Deserialize<'de> for Text<LEAST, MOST> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        let text = String::deserialize(value)?;
        if text.contains('\0') {
            return Err(de::Error::custom("the character U+0000 cannot be stored"));
        }
        if (LEAST..=MOST).contains(&text.chars().count()) {
            Ok(Self(text))
        } else {
            Err(de::Error::custom(format_args!("expected {LEAST} to {MOST} characters")))
        }
    }
}

impl<const LEAST: usize, const MOST: usize> PartialSchema for Text<LEAST, MOST> {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String);
        let text = text.min_length(Some(LEAST)).max_length(Some(MOST));
        text.pattern(Some(r"^[^\u0000]*$")).into()
    }
}

/// Each pair of bounds is a shape of its own.
impl<const LEAST: usize, const MOST: usize> ToSchema for Text<LEAST, MOST> {
    fn name() -> Cow<'static, str> {
        format!("TextOf{LEAST}To{MOST}").into()
    }
}
