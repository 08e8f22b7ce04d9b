//! Who users are: the Better Auth HTTP API, sessions, passwords, signing keys.
//!
//! The contract is Better Auth 1.7's: an unmodified `better-auth/client` works, and either server
//! can be started on the same database. What an application needs is [`Accounts`]; the tables
//! behind it are out of its reach.

mod accounts;
mod cookie;
mod email;
mod fault;
mod hex;
mod origin;
mod password;
mod percent;
mod public_origin;
mod random;
mod routes;
mod sealed_key;
mod secret;
mod service;
mod settings;
mod signing_keys;
mod store;
mod validation;

pub use accounts::{Accounts, OpenError};
pub use password::Cost;
pub use public_origin::{NotAnOrigin, Origin};
pub use random::{Entropy, EntropyUnavailable};
pub use secret::Secret;
pub use service::key_schedule::KeyState;
pub use settings::{KeySettings, Settings};
pub use signing_keys::{KeyReport, SigningKeys, SigningKeysError};
