//! The token of a session.

use std::fmt;

/// A session token taken from a request whose signature held. Whether there is such a session is
/// for the database to say.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SessionToken(pub(super) String);

impl SessionToken {
    /// The token, as in the `token` column.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is that one. Takes the same time whatever byte of it is another.
    pub(super) fn is(&self, other: &str) -> bool {
        let (own, other) = (self.0.as_bytes(), other.as_bytes());
        aws_lc_rs::constant_time::verify_slices_are_equal(own, other).is_ok()
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}
