//! E0616: field `user` of struct … Scope` is private
//!
//! Have a scope work for another user.

use wall::{Read, Scope, UserId};

/// Whose view it is.
pub fn whose(scope: &mut Scope<'_, Read>) -> UserId {
    let user = scope.user().clone();
    #[cfg(feature = "breach")]
    let user = std::mem::replace(&mut scope.user, &user).clone();
    user
}
