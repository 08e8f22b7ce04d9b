//! E0061: this method takes 2 arguments but 1 argument was supplied
//!
//! Read without saying who asks.

use ownly_breaches::notes;
use wall::{AuthUser, Db, Result};
#[cfg(feature = "breach")]
use wall::{Read, Scope};

/// Counts notes.
pub async fn count(db: &Db, user: &AuthUser) -> Result<i64> {
    #[cfg(feature = "breach")]
    db.read(|scope: &mut Scope<'_, Read>| scope.rows(notes::table).count()).await?;
    db.read(user, |scope| scope.rows(notes::table).count()).await
}
