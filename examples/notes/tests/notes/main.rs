//! The program with a table more, as a process; and the words about it.

#![expect(unreachable_pub, reason = "no one looks into a test binary from outside")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on is a test that failed")]

mod api;
mod program;
mod sources;
