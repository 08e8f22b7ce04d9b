//! E0432: unresolved import `wall::RawAccess`
//!
//! Import the trait that makes a database usable.

#[cfg(feature = "breach")]
pub use wall::RawAccess;

pub use wall::Database;
