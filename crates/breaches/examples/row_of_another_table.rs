//! E0277: a row of … cannot be read into `TaskRow` … of that very table
//!
//! Read one table under the policy of another.

use ownly::tasks::{TaskRow, tasks};
use ownly_breaches::notes;
use wall::{Read, Result, Scope};

/// All tasks.
pub fn all(scope: &mut Scope<'_, Read>) -> Result<Vec<TaskRow>> {
    let _ = (tasks::table, notes::table);
    #[cfg(feature = "breach")]
    return scope.rows(notes::table).load();
    #[cfg(not(feature = "breach"))]
    scope.rows(tasks::table).load()
}
