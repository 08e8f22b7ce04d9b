//! E0599: no method named `into_boxed` found for struct … not in scope
//!
//! Ask about other rows in a condition, in the one way that Diesel does not check against a table.

use diesel::ExpressionMethods;
use ownly::tasks::tasks;
use ownly_breaches::notes;
use wall::{Read, Result, Scope};

/// Counts notes.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let _ = tasks::table;
    let ids = [];
    #[cfg(feature = "breach")]
    let ids = tasks::table.into_boxed();
    scope.rows(notes::table).filter(notes::id.eq_any(ids as [wall::Id; 0])).count()
}
