//! E0277: `Ascending< … owner_id>` is not an order to page by
//!
//! Have a list go by its owners, whom its cursors would tell.

use ownly::tasks::{TaskRow, tasks};
use wall::{PageSize, Read, Result, Scope, ascending};

/// Tasks.
pub fn page(scope: &mut Scope<'_, Read>) -> Result<Vec<TaskRow>> {
    let rows = scope.rows(tasks::table);
    #[cfg(feature = "breach")]
    let page = rows.page_by(ascending(tasks::owner_id), PageSize::default(), None)?;
    #[cfg(not(feature = "breach"))]
    let page = rows.page_by(ascending(tasks::title), PageSize::default(), None)?;
    Ok(page.items)
}
