//! What the wall promises, on SQLite and on PostgreSQL, and that on PostgreSQL each of its two
//! halves holds without the other.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on is a test that failed")]

mod brief;
mod cursors;
mod declared_falsely;
mod events;
mod house;
mod ids;
mod isolation;
mod notes;
mod orders;
mod pages;
mod people;
mod plans;
mod row_security;
mod search;
mod shared;
mod writing;
mod written_by_hand;
