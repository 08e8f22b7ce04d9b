//! E0277: is not a policy for the rows of … over columns of that very table
//!
//! Judge a row by a parent that another table's row has.

use diesel::table;
use ownly_breaches::shared::{lists, remarks};
use wall::{Scoped, Through};

table! {
    use wall::RowId;

    /// Things on lists.
    items (id) {
        /// Which.
        id -> RowId,
        /// On which list.
        list_id -> RowId,
    }
}

#[cfg(not(feature = "breach"))]
use items::list_id;
#[cfg(feature = "breach")]
use remarks::list_id;

/// What is said about the list.
pub use remarks::table as said;

impl Scoped for items::table {
    const NOUN: &str = "item";
    type Policy = Through<list_id, lists::table>;
}
