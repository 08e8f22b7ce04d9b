//! Who users are: the Better Auth HTTP API, sessions, passwords, signing keys.
#![cfg_attr(not(test), expect(dead_code, reason = "the routes stand on these rooms"))]

mod cookie;
mod email;
mod hex;
mod origin;
mod password;
mod percent;
mod random;
mod sealed_key;
mod secret;
mod validation;

pub use random::{Entropy, EntropyUnavailable};
pub use secret::Secret;
