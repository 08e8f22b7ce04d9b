//! E0119: conflicting implementations of trait `Scoped` for type `table`
//!
//! Give a table one policy for its owner and another for everyone else.

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
        /// Who else sees it.
        reader_id -> Owner,
    }
}

impl Scoped for pages::table {
    const NOUN: &str = "page";
    type Policy = OwnedBy<pages::owner_id>;
}

#[cfg(feature = "breach")]
impl Scoped for pages::table {
    const NOUN: &str = "page";
    type Policy = OwnedBy<pages::reader_id>;
}
