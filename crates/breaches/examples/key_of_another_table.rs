//! E0308: mismatched types
//!
//! Name a row by what stands in another table.

use ownly::tasks::tasks;
use ownly_breaches::{Note, notes};
use wall::{Id, Read, Result, Scope};

/// A note.
pub fn one(scope: &mut Scope<'_, Read>, id: Id) -> Result<Note> {
    let _ = tasks::table;
    #[cfg(feature = "breach")]
    return scope.row(notes::table, tasks::id).get();
    #[cfg(not(feature = "breach"))]
    scope.row(notes::table, id).get()
}
