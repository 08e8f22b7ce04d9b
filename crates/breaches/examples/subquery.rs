//! E0599: no method named `select` found for struct … not in scope
//!
//! Ask about other rows in a condition.

use diesel::ExpressionMethods;
use ownly::tasks::tasks;
use ownly_breaches::notes;
use wall::{Read, Result, Scope};

/// Counts notes.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let _ = tasks::table;
    let texts = ["milk", "bread"];
    #[cfg(feature = "breach")]
    let texts = tasks::table.select(tasks::title);
    scope.rows(notes::table).filter(notes::text.eq_any(texts)).count()
}
