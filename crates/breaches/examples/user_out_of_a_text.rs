//! E0277: the trait bound `AuthUser: FromStr` is not satisfied
//!
//! Skip the verifier: read the user out of a header of one's own.

use wall::{AuthUser, Result, Verifier};

/// The user whose token this is.
pub async fn user(verifier: &Verifier, token: &str) -> Result<AuthUser> {
    #[cfg(feature = "breach")]
    if let Ok(user) = token.parse::<AuthUser>() {
        return Ok(user);
    }
    verifier.verify(token).await
}
