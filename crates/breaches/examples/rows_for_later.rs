//! E0521: borrowed data escapes outside of closure
//!
//! Keep what a scope has shown, and read it when its user is gone.

use std::cell::RefCell;

use ownly_breaches::notes;
use wall::{AuthUser, Db, Read, Result, Rows};

thread_local! {
    static KEPT: RefCell<Option<Rows<'static, 'static, notes::table, Read>>> =
        const { RefCell::new(None) };
}

/// Lets go of them.
pub fn forget() {
    KEPT.set(None);
}

/// Counts notes.
pub async fn count(db: &Db, user: &AuthUser) -> Result<i64> {
    db.read(user, |scope| {
        let count = scope.rows(notes::table).count();
        #[cfg(feature = "breach")]
        KEPT.set(Some(scope.rows(notes::table)));
        count
    })
    .await
}
