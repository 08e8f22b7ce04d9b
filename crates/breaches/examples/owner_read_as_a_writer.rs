//! E0277: a row of … cannot be read into `Signed` … its owner column cannot be read
//!
//! Show to members whose a list is.

use diesel::{Queryable, Selectable};
use ownly_breaches::shared::lists;
use wall::{Id, Read, Result, Scope};

/// A list and its owner.
#[derive(Queryable, Selectable)]
#[diesel(table_name = lists)]
pub struct Signed {
    /// Which.
    pub id: Id,
    /// Whose.
    #[cfg(feature = "breach")]
    pub owner_id: wall::Writer,
}

/// All lists.
pub fn all(scope: &mut Scope<'_, Read>) -> Result<Vec<Signed>> {
    scope.rows(lists::table).load()
}
