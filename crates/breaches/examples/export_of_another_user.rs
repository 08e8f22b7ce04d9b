//! E0308: mismatched types … expected reference `&AuthUser` … found reference `&UserId`
//!
//! Have all that someone owns, who was seen once.

use std::any::type_name_of_val;

use wall::{AuthUser, Db};

/// All that the user owns.
pub fn all(db: &Db, user: &AuthUser) -> &'static str {
    #[cfg(feature = "breach")]
    let user = user.id();
    type_name_of_val(&db.export(user))
}
