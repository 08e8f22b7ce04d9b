//! The program, driven over HTTP as its users drive it: on SQLite and on PostgreSQL, each test with
//! a server and a database of its own.

#![expect(unreachable_pub, reason = "no one looks into a test binary from outside")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on is a test that failed")]

mod app;
mod browser;
mod client;

mod accounts;
mod cors;
mod errors;
mod framing;
mod health;
mod limits;
mod mail;
mod metrics;
mod openapi;
mod panics;
mod security_headers;
mod sharing;
mod tasks;
mod web;
