//! E0624: associated function `proven` is private
//!
//! Skip the verifier: take claims for proved that nobody has checked.

use wall::{AuthUser, Result, Verifier};

/// The user whose token this is.
pub async fn user(verifier: &Verifier, token: &str) -> Result<AuthUser> {
    #[cfg(feature = "breach")]
    return Ok(AuthUser::proven(unreachable!()));
    #[cfg(not(feature = "breach"))]
    verifier.verify(token).await
}
