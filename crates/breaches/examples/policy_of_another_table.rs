//! E0277: is not a policy for the rows of … over columns of that very table
//!
//! Judge a table's rows by the owner of another's.

use diesel::table;
use wall::{OwnedBy, Scoped};

table! {
    use wall::{Owner, RowId};

    /// Pages of a wiki.
    pages (id) {
        /// Which.
        id -> RowId,
        /// Whose.
        owner_id -> Owner,
    }
}

#[cfg(feature = "breach")]
use ownly_breaches::notes::owner_id;
#[cfg(not(feature = "breach"))]
use pages::owner_id;

impl Scoped for pages::table {
    const NOUN: &str = "page";
    type Policy = OwnedBy<owner_id>;
}
