//! E0624: method `load` is private
//!
//! Have a scope run a statement that it has not written.

use ownly_breaches::{Note, notes};
use wall::{Read, Result, Scope};

/// All notes.
pub fn all(scope: &mut Scope<'_, Read>) -> Result<Vec<Note>> {
    #[cfg(feature = "breach")]
    let _ = scope.load(notes::table, 1, |_| Ok(()));
    scope.rows(notes::table).load()
}
