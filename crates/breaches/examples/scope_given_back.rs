//! E0277: cannot be shared between threads safely … required because it appears within the type … Scope<
//!
//! Take a scope out of its transaction.

use ownly_breaches::notes;
use wall::{AuthUser, Db, Result};

/// Counts notes.
pub async fn count(db: &Db, user: &AuthUser) -> Result<()> {
    #[cfg(feature = "breach")]
    db.read(user, |scope| Ok(scope)).await?;
    db.read(user, |scope| scope.rows(notes::table).count()).await?;
    Ok(())
}
