//! E0271: type mismatch resolving `<Ascending<title> as Order>::Table == table`
//!
//! Go through a table in the order of another's column.

use ownly::tasks::tasks;
use ownly_breaches::{Note, notes};
use wall::{PageSize, Read, Result, Scope, ascending};

/// Notes.
pub fn page(scope: &mut Scope<'_, Read>) -> Result<Vec<Note>> {
    let _ = ascending(tasks::title);
    #[cfg(feature = "breach")]
    return Ok(scope
        .rows(notes::table)
        .page_by::<Note, _>(ascending(tasks::title), PageSize::default(), None)?
        .items);
    #[cfg(not(feature = "breach"))]
    Ok(scope
        .rows(notes::table)
        .page_by::<Note, _>(ascending(notes::text), PageSize::default(), None)?
        .items)
}
