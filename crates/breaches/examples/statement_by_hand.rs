//! E0603: module `statement` is private
//!
//! Put a statement together as the wall does.

#[cfg(feature = "breach")]
pub use wall::statement::Statement;

pub use wall::Rows;
