//! Who users are: the Better Auth HTTP API, sessions, passwords, signing keys.
//!
//! The contract is Better Auth 1.7's: an unmodified `better-auth/client` works, and either server
//! can be started on the same database. What an application needs is [`Accounts`]; the tables
//! behind it are out of its reach.

mod accounts;
mod admin;
mod adoption;
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
mod store;
mod validation;

pub use accounts::{Accounts, OpenError};
pub use admin::{
    Admin, AdminError, BadRecord, Imported, NewUser, NotImported, Outcome, SourceError, UserLine,
    Who, users_of,
};
pub use adoption::{ADOPTION, Report, report};
pub use password::Cost;
pub use public_origin::{NotAnOrigin, Origin};
pub use random::{Entropy, EntropyUnavailable};
pub use secret::Secret;
pub use settings::Settings;
