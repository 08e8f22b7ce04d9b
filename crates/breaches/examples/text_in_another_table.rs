//! E0277: is not a condition on one row of … no other table
//!
//! Look for text in a table that the condition is not about.

use ownly::tasks::tasks;
use ownly_breaches::notes;
use wall::{Read, Result, Scope, contains};

/// Counts notes.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let _ = tasks::table;
    let condition = contains(notes::text, "milk");
    #[cfg(feature = "breach")]
    let condition = contains(tasks::title, "milk");
    scope.rows(notes::table).filter(condition).count()
}
