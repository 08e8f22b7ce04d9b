//! Passwords: which are allowed, how they are stored, and the threads that hash them.

mod hash;
mod hasher;
mod policy;
mod pool;

pub use hash::Cost;
pub(crate) use hasher::{HashError, Hasher, HasherSettings};
pub use policy::CommonPasswords;
pub(crate) use policy::{PasswordPolicy, PolicyFault};
