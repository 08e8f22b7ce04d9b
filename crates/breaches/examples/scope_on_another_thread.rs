//! E0277: cannot be shared between threads safely … required because it appears within the type … Scope<
//!
//! Carry a scope to another thread.

use std::thread;

use ownly_breaches::notes;
use wall::{Read, Result, Scope};

/// Counts notes.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    #[cfg(feature = "breach")]
    thread::scope(|threads| _ = threads.spawn(|| scope.rows(notes::table).count()));
    #[cfg(not(feature = "breach"))]
    thread::scope(|threads| _ = threads.spawn(|| ()));
    scope.rows(notes::table).count()
}
