//! E0277: a row of … cannot be read into `Signed` … its owner column cannot be read
//!
//! Show to others whose a row is.

use diesel::{Queryable, Selectable};
use ownly_breaches::notes;
use wall::{Id, Read, Result, Scope};

/// A note and its owner.
#[derive(Queryable, Selectable)]
#[diesel(table_name = notes)]
pub struct Signed {
    /// Which.
    pub id: Id,
    /// Whose.
    #[cfg(feature = "breach")]
    pub owner_id: String,
}

/// All notes.
pub fn all(scope: &mut Scope<'_, Read>) -> Result<Vec<Signed>> {
    scope.rows(notes::table).load()
}
