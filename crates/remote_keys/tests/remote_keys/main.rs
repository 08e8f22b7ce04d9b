//! Keys of an issuer that rotates them, goes away, is slow, or means no good.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on is a test that failed")]

mod issuer;
mod outage;
mod rotation;
mod tls;
mod url;
mod world;
