//! unsafe_code: usage of an `unsafe` block
//!
//! Take bytes for a user.

use wall::AuthUser;

/// Whoever is signed in.
pub fn someone(user: Option<AuthUser>) -> Option<AuthUser> {
    #[cfg(feature = "breach")]
    return unsafe { std::mem::zeroed() };
    #[cfg(not(feature = "breach"))]
    user
}
