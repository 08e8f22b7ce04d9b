//! E0425: cannot find function `sql_query` in crate `diesel`
//!
//! Write the statement oneself.

use ownly_breaches::{Note, notes};
use wall::{Read, Result, Scope};

/// All notes.
pub fn all(scope: &mut Scope<'_, Read>) -> Result<Vec<Note>> {
    #[cfg(feature = "breach")]
    let _ = diesel::sql_query("SELECT * FROM notes");
    scope.rows(notes::table).load()
}
