//! E0277: cannot be shared between threads safely … required because it appears within the type … Scope<
//!
//! Exchange one user's scope for another's.

use std::mem;

use wall::{AuthUser, Db, Result, UserId};

/// Begins what a scope of another user is to go on with.
pub async fn both(db: Db, ann: AuthUser, bob: AuthUser) -> Result<UserId> {
    let (outer, inner) = (db.clone(), db);
    outer
        .read(&ann, move |anns| {
            #[cfg(feature = "breach")]
            let swapped = inner.read(&bob, |bobs| Ok(mem::swap(anns, bobs)));
            #[cfg(not(feature = "breach"))]
            let swapped = inner.read(&bob, |bobs| Ok(mem::size_of_val(bobs)));
            drop(swapped);
            Ok(anns.user().clone())
        })
        .await
}
