//! E0277: is not a policy for the rows of … over columns of that very table
//!
//! Let those in whom a row of another table names.

use diesel::table;
use ownly_breaches::shared::members;
use wall::{Names, OwnedBy, Scoped};

table! {
    use wall::{Owner, RowId};

    /// Books.
    books (id) {
        /// Which.
        id -> RowId,
        /// Whose.
        owner_id -> Owner,
    }
}

/// Whom memberships name.
pub type Members = Names<members::user_id>;

impl Scoped for books::table {
    const NOUN: &str = "book";
    #[cfg(not(feature = "breach"))]
    type Policy = OwnedBy<books::owner_id>;
    #[cfg(feature = "breach")]
    type Policy = Members;
}
