//! What parts of a request are read as.

use serde::{Deserialize, Deserializer, de};
use wall::{Id, Scoped};

use super::Error;

/// The id of a row of `T` that a path names.
///
/// # Errors
/// [`wall::Error::NotFound`]: what is no id names no row, just as an id that is no one's.
pub fn path_id<T: Scoped>(text: &str) -> Result<Id, Error> {
    Id::parse(text).ok_or(Error::Wall(wall::Error::NotFound(T::NOUN)))
}

/// The cursor of a page that follows another.
///
/// # Errors
/// When it is none that a page before could have given.
pub fn cursor<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Id>, D::Error> {
    let text = String::deserialize(value)?;
    let id = Id::parse(&text);
    id.map(Some).ok_or_else(|| de::Error::custom("expected the nextCursor of the page before"))
}
