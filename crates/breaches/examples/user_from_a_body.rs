//! E0277: `AuthUser: serde::Deserialize<'de>` is not satisfied
//!
//! Let the body say who asks.

use serde::Deserialize;

/// A note to be made.
#[derive(Deserialize)]
pub struct Body {
    /// What it says.
    pub text: String,
    /// Whose it is.
    #[cfg(feature = "breach")]
    pub author: wall::AuthUser,
}
