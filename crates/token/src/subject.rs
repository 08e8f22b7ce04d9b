use derive_more::{Display, Error};
use serde::Serialize;

/// Whom a token speaks for: the claim `sub`
///
/// 1 to 255 printable ASCII characters without a space (OpenID Connect Core §2 limits the length).
/// So no collation, no trimming and no Unicode form can make two of them one, and PostgreSQL, which
/// cannot store NUL, can store each of them. It has no `Deserialize`: a subject out of a request's
/// body would be a user that nobody has proved to be.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Display, Serialize)]
pub struct Subject(String);

/// A text that is no [`Subject`]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, Error)]
#[display("a subject has 1 to 255 printable ASCII characters and no space")]
pub struct BadSubject;

impl Subject {
    /// Checks the text
    ///
    /// # Errors
    ///
    /// [`BadSubject`] if it is empty, longer than 255 characters, or holds a space, a control
    /// character or anything beyond ASCII.
    pub fn parse(text: impl Into<String>) -> Result<Self, BadSubject> {
        let text = text.into();
        let fits = (1..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        if fits { Ok(Self(text)) } else { Err(BadSubject) }
    }

    /// The text
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
