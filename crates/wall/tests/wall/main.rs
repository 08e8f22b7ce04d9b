//! What the wall promises, on SQLite and on PostgreSQL, and that on PostgreSQL each of its two
//! halves holds without the other.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on is a test that failed")]

mod declared_falsely;
mod house;
mod ids;
mod isolation;
mod notes;
mod pages;
mod people;
mod row_security;
mod search;
mod shared;
mod writing;
