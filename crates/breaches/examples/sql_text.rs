//! E0277: `&str` is not a condition on one row of … no SQL text
//!
//! Give SQL text for a condition.

use diesel::ExpressionMethods;
use ownly_breaches::notes;
use wall::{Read, Result, Scope};

/// Counts notes.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let condition = notes::text.eq("milk");
    #[cfg(feature = "breach")]
    let condition = "TRUE) OR (TRUE";
    scope.rows(notes::table).filter(condition).count()
}
