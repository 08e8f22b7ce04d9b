//! The tables of Better Auth 1.7 and one of our own, and the statements on them. They are this crate's alone: an
//! application can neither name them nor, on PostgreSQL, read them under the role it runs as.

pub(crate) mod accounts;
pub(crate) mod full_accounts;
pub(crate) mod issuer;
pub(crate) mod jwks;
pub(crate) mod rate_limits;
pub(crate) mod revocations;
mod schema;
pub(crate) mod sessions;
pub(crate) mod users;
pub(crate) mod verifications;
