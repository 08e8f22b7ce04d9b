//! E0277: is not a condition on one row of … no other table
//!
//! Learn about another table by comparing with it.

use diesel::ExpressionMethods;
use ownly::tasks::tasks;
use ownly_breaches::notes;
use wall::{Read, Result, Scope};

/// Counts notes.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let _ = tasks::table;
    let condition = notes::text.eq(notes::text);
    #[cfg(feature = "breach")]
    let condition = notes::text.eq(tasks::title);
    scope.rows(notes::table).filter(condition).count()
}
