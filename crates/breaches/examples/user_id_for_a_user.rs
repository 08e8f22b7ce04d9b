//! E0308: mismatched types … expected reference `&AuthUser` … found reference `&UserId`
//!
//! Ask in the name of a user who was seen once, without a token of theirs.

use ownly_breaches::notes;
use wall::{AuthUser, Db, Result};

/// Counts notes.
pub async fn count(db: &Db, user: &AuthUser) -> Result<i64> {
    #[cfg(feature = "breach")]
    let user = user.id();
    db.read(user, |scope| scope.rows(notes::table).count()).await
}
