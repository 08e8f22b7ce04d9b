//! Passwords: which are allowed, how they are stored, and the threads that hash them.

mod hash;
mod hasher;
mod policy;
mod pool;

pub use hash::Cost;
pub(crate) use hash::StoredHash;
pub(crate) use hasher::{HashError, Hasher, HasherSettings};
pub(crate) use policy::{PasswordPolicy, PolicyFault};
