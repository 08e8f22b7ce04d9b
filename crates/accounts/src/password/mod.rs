//! Passwords: which are allowed, how they are stored, and hashing them.

mod hash;
mod hasher;
mod personal;
mod policy;

pub use hash::Cost;
pub(crate) use hash::StoredHash;
pub(crate) use hasher::{HashError, Hasher, HasherSettings};
pub use policy::CommonPasswords;
pub(crate) use policy::{PasswordPolicy, PolicyFault};
