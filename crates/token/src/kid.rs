//! Names of keys: `kid` of a JWK and of a JWS header (RFC 7517 §4.5, RFC 7515 §4.1.4)

use std::fmt;

const MAX_BYTES: usize = 255;

/// Whether a key may bear this name
///
/// Bounded and without control characters, because a name that is not known yet goes on to a log
/// line and to a database, and PostgreSQL answers a text with NUL in it with an error.
pub(crate) fn is_fit(kid: &str) -> bool {
    (1..=MAX_BYTES).contains(&kid.len()) && !kid.chars().any(char::is_control)
}

/// The start of a name, safe to print: whoever sends a token chooses the name in it
pub(crate) struct Excerpt<'k>(pub(crate) &'k str);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 40;
        let mut rest = self.0.chars();
        for character in rest.by_ref().take(SHOWN) {
            write!(f, "{}", character.escape_default())?;
        }
        if rest.next().is_some() { f.write_str("...") } else { Ok(()) }
    }
}
