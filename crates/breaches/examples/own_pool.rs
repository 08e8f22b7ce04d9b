//! E0432: unresolved import `diesel::r2d2`
//!
//! Make a pool of one's own.

#[cfg(feature = "breach")]
pub use diesel::r2d2::ConnectionManager;

pub use diesel::Queryable;
