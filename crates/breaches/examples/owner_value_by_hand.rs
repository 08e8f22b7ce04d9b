//! E0603: module `owner` is private
//!
//! Name the one type whose values are owners.

#[cfg(feature = "breach")]
pub use wall::owner::Me;

pub use wall::Owner;
