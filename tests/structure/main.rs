//! The house is built as it was drawn: who may depend on what, what the sources may not say, and
//! that schema, migrations and row security agree.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on is a test that failed")]

mod dependencies;
mod documentation;
mod schema;
mod sources;
mod workspace;
