//! E0599: no method named `insert` found for mutable reference … Read>`
//!
//! Write where only reading was said.

use ownly_breaches::{NewNote, Note, notes};
use wall::{Result, Scope};

#[cfg(feature = "breach")]
use wall::Read as Mode;
#[cfg(not(feature = "breach"))]
use wall::Write as Mode;

/// Adds a note.
pub fn add(scope: &mut Scope<'_, Mode>, note: NewNote) -> Result<Note> {
    scope.insert(notes::table, note)
}
