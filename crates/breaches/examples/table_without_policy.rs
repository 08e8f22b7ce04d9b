//! E0277: `table` does not say whose its rows are
//!
//! Forget to say whose a table's rows are.

use diesel::table;
use wall::{Read, Rows, Scope};

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

#[cfg(not(feature = "breach"))]
impl wall::Scoped for pages::table {
    const NOUN: &str = "page";
    type Policy = wall::OwnedBy<pages::owner_id>;
}

/// A user's pages.
pub fn pages<'s, 'c>(scope: &'s mut Scope<'c, Read>) -> Rows<'s, 'c, pages::table, Read> {
    scope.rows(pages::table)
}
