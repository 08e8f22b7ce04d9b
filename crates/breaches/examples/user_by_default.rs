//! E0599: no function or associated item named `default` found for struct `AuthUser`
//!
//! Fall back on a default user where there is none.

use wall::AuthUser;

/// Whoever is signed in.
pub fn someone(user: Option<AuthUser>) -> Option<AuthUser> {
    #[cfg(feature = "breach")]
    return Some(user.unwrap_or_else(AuthUser::default));
    #[cfg(not(feature = "breach"))]
    user
}
