//! What may read all of a table or sort, and why.

use testing::Backend::{self, Postgres, Sqlite};

/// A statement, or several, known by some of its words without quotes.
pub(crate) struct Exception {
    pub(crate) statement: &'static str,
    pub(crate) slow: &'static [&'static str],
    pub(crate) on: &'static [Backend],
    #[expect(dead_code, reason = "for those who read it")]
    pub(crate) why: &'static str,
}

pub(crate) const EXCEPTIONS: &[Exception] = &[];
