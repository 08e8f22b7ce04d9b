//! What must hold of any bytes that a stranger sends. Each function takes what a fuzzer makes up
//! and panics where a rule is broken; `fuzz/` has a target for each, and a test of this crate
//! gives each the seeds in `fuzz/seeds`.
//!
//! Nothing here reaches behind what is public: tokens and keys by [`token`], the session cookie and
//! the bodies by a server on loopback.

#![expect(clippy::unwrap_used, reason = "a target that cannot go on has found something")]

mod import_jwks;
mod json_bodies;
mod mint;
mod parse_authorization;
mod plain_reader;
mod second_reader;
mod seeds;
mod session_cookie;
mod site;
mod verify_token;
mod wire;

pub use import_jwks::import_jwks;
pub use json_bodies::json_bodies;
pub use parse_authorization::parse_authorization;
pub use second_reader::second_reader;
pub use seeds::{TARGETS, seeds};
pub use session_cookie::session_cookie;
pub use site::Site;
pub use verify_token::verify_token;
