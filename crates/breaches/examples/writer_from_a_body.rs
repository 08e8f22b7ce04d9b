//! E0277: `Writer: serde::Deserialize<'de>` is not satisfied
//!
//! Let the body say who wrote a remark.

use serde::Deserialize;

/// A remark to be made.
#[derive(Deserialize)]
pub struct Body {
    /// What it says.
    pub text: String,
    /// By whom.
    #[cfg(feature = "breach")]
    pub author: wall::Writer,
}
