//! The contract: what a real Better Auth server was recorded to answer is asked of Ownly again.
//!
//! `recorded/` holds the exchanges, `variants/` says of each what must be there before it and
//! what becomes of it, [`differences`] what Ownly does otherwise, and why.

#![expect(unreachable_pub, reason = "no one looks into a test binary from outside")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on is a test that failed")]

#[expect(dead_code, reason = "what only the tests of the API use")]
#[path = "../api/app.rs"]
mod app;
#[expect(dead_code, reason = "what only the tests of the API use")]
#[path = "../api/client.rs"]
mod client;

mod cache_cookie;
mod case;
mod compare;
mod cookies;
mod differences;
mod documentation;
mod given;
mod http;
mod keys;
mod leaves;
mod people;
mod recorded;
mod replay;
mod settings;
mod tally;
mod values;
mod variants;
