//! E0599: no method named `load` found for struct … table` … not in scope
//!
//! Read a table as Diesel's own guide does.

use ownly::tasks::{TaskRow, tasks};
use wall::{Read, Result, Scope};

/// All tasks.
pub fn all(scope: &mut Scope<'_, Read>) -> Result<Vec<TaskRow>> {
    #[cfg(feature = "breach")]
    return tasks::table.load(scope);
    #[cfg(not(feature = "breach"))]
    scope.rows(tasks::table).load()
}
