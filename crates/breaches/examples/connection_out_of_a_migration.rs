//! E0432: unresolved import `wall::migrate`
//!
//! Get hold of the connection on which the schema is brought up to date.

#[cfg(feature = "breach")]
pub use wall::migrate;

pub use wall::prepare;
