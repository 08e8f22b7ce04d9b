//! The program, driven over HTTP as its users drive it: on SQLite and on PostgreSQL, each test with
//! a server and a database of its own.

#![expect(missing_docs, unreachable_pub, reason = "no one looks into a test binary from outside")]
mod app;
mod browser;
mod client;

mod health;
mod tasks;
