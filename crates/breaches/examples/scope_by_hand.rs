//! E0624: associated function `enter` is private
//!
//! Open a scope for a user by name.

use wall::{Read, Result, Scope, UserId};

/// Whose view it is.
pub fn whose(scope: &mut Scope<'_, Read>) -> Result<UserId> {
    #[cfg(feature = "breach")]
    Scope::<Read>::enter(todo!(), scope.user(), todo!(), |_| Ok(()))?;
    Ok(scope.user().clone())
}
