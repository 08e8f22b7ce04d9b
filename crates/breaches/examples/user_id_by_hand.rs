//! E0423: cannot initialize a tuple struct which contains private fields
//!
//! Make a user's id out of a text.

use wall::{AuthUser, UserId};

/// The user's id.
pub fn id(user: &AuthUser) -> UserId {
    #[cfg(feature = "breach")]
    return wall::UserId("bob".to_owned());
    #[cfg(not(feature = "breach"))]
    user.id().clone()
}
