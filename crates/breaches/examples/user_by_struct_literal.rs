//! E0451: fields `id` and `claims` of struct `AuthUser` are private
//!
//! Put a user together out of parts.

use wall::AuthUser;

/// The same user once more.
pub fn twin(user: &AuthUser) -> AuthUser {
    #[cfg(feature = "breach")]
    return AuthUser { id: user.id().clone(), claims: unreachable!() };
    #[cfg(not(feature = "breach"))]
    user.clone()
}
