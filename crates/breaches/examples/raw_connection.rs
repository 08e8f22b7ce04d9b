//! E0616: field `connection` of struct … Scope` is private
//!
//! Take the connection out of a scope.

use ownly_breaches::notes;
use wall::{Read, Result, Scope};

/// Counts notes.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    #[cfg(feature = "breach")]
    let _ = &mut scope.connection;
    scope.rows(notes::table).count()
}
