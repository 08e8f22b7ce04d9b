//! E0275: overflow evaluating
//!
//! Judge a row by itself, which would let everyone in or no one.

use diesel::table;
use wall::{OwnedBy, Read, Result, Scope, Scoped, Through};

table! {
    use wall::{Owner, RowId};

    /// Folders in folders.
    folders (id) {
        /// Which.
        id -> RowId,
        /// Whose.
        owner_id -> Owner,
        /// In which.
        parent_id -> RowId,
    }
}

/// Whose the folder above is.
pub type Above = Through<folders::parent_id, folders::table>;

impl Scoped for folders::table {
    const NOUN: &str = "folder";
    #[cfg(not(feature = "breach"))]
    type Policy = OwnedBy<folders::owner_id>;
    #[cfg(feature = "breach")]
    type Policy = Above;
}

/// Counts folders.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    scope.rows(folders::table).count()
}
