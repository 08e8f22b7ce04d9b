//! E0521: borrowed data escapes outside of closure
//!
//! Keep a scope for the next request.

use std::cell::RefCell;

use ownly_breaches::notes;
use wall::{AuthUser, Db, Read, Result, Scope};

thread_local! {
    static KEPT: RefCell<Option<&'static mut Scope<'static, Read>>> = const { RefCell::new(None) };
}

/// Lets go of it.
pub fn forget() {
    KEPT.set(None);
}

/// Counts notes.
pub async fn count(db: &Db, user: &AuthUser) -> Result<i64> {
    db.read(user, |scope| {
        let count = scope.rows(notes::table).count();
        #[cfg(feature = "breach")]
        KEPT.set(Some(scope));
        count
    })
    .await
}
