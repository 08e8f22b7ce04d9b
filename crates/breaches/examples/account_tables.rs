//! E0603: module `store` is private
//!
//! Read the password hashes.

#[cfg(feature = "breach")]
pub use accounts::store as credentials;

pub use accounts::Accounts;
