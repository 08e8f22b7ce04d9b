//! E0616: field `id` of struct `AuthUser` is private
//!
//! Give a proved user another's id.

use wall::{AuthUser, UserId};

/// The same user.
pub fn renamed(user: AuthUser, id: UserId) -> (AuthUser, UserId) {
    #[cfg(feature = "breach")]
    let user = {
        let mut user = user;
        user.id = id.clone();
        user
    };
    (user, id)
}
