//! E0599: no method named `or_filter` found for struct `Rows<
//!
//! Widen the rows that a scope shows.

use diesel::ExpressionMethods;
use ownly_breaches::notes;
use wall::{Read, Result, Scope};

/// Counts notes.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let rows = scope.rows(notes::table).filter(notes::text.eq("milk"));
    #[cfg(feature = "breach")]
    let rows = rows.or_filter(notes::text.ne("milk"));
    rows.count()
}
