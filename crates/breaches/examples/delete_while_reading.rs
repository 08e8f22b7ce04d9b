//! E0599: no method named `delete` found for struct `One< … Read>`
//!
//! Delete where only reading was said.

use ownly_breaches::notes;
use wall::{Id, Result, Scope};

#[cfg(feature = "breach")]
use wall::Read as Mode;
#[cfg(not(feature = "breach"))]
use wall::Write as Mode;

/// Removes a note.
pub fn remove(scope: &mut Scope<'_, Mode>, id: Id) -> Result<()> {
    scope.row(notes::table, id).delete()
}
