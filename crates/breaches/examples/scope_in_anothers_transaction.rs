//! E0277: cannot be shared between threads safely … required because it appears within the type … Scope<
//!
//! Ask in one user's transaction with the scope of another.

use ownly_breaches::notes;
use wall::{AuthUser, Db, Result, UserId};

/// Begins what the first user's scope is to take part in.
pub async fn both(db: Db, ann: AuthUser, bob: AuthUser) -> Result<UserId> {
    let (outer, inner) = (db.clone(), db);
    outer
        .read(&ann, move |anns| {
            #[cfg(feature = "breach")]
            let both = inner.write(&bob, |_| anns.rows(notes::table).count());
            #[cfg(not(feature = "breach"))]
            let both = inner.write(&bob, |bobs| bobs.rows(notes::table).count());
            drop(both);
            Ok(anns.user().clone())
        })
        .await
}
