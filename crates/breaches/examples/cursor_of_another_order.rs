//! E0308: mismatched types
//!
//! Go on in one order from where another one left off.

use ownly::tasks::{TaskRow, tasks};
use wall::{Ascending, Cursor, Page, PageSize, Read, Result, Scope, ascending, descending};

/// The tasks that are due first.
pub type DueFirst = Cursor<Ascending<tasks::due_at>>;

/// The tasks that are due after others.
pub fn page(scope: &mut Scope<'_, Read>, cursor: DueFirst) -> Result<Page<TaskRow, DueFirst>> {
    let rows = scope.rows(tasks::table);
    let _ = descending(tasks::due_at);
    #[cfg(feature = "breach")]
    return rows.page_by(descending(tasks::due_at), PageSize::default(), Some(cursor));
    #[cfg(not(feature = "breach"))]
    rows.page_by(ascending(tasks::due_at), PageSize::default(), Some(cursor))
}
