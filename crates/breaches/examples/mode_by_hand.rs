//! E0277: the trait bound `Both: … sealed::Mode` is not satisfied
//!
//! Invent a kind of scope that may do more.

/// Reads and writes and more.
pub enum Both {}

#[cfg(feature = "breach")]
impl wall::Mode for Both {}

pub use wall::Write;
