//! What `ownly-db` promises, on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on is a test that failed")]

mod brief;
mod files;
mod migrations;
mod opened;
mod pool;
mod queue;
mod values;
