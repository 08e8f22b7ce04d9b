//! E0277: `OwnedBy<columns::writer>` is not a policy for the rows of
//!
//! Judge a table's rows by a column that anyone may write.

use diesel::table;
use wall::{OwnedBy, Scoped};

table! {
    use diesel::sql_types::Text;
    use wall::{Owner, RowId};

    /// Pages of a wiki.
    pages (id) {
        /// Which.
        id -> RowId,
        /// Whose.
        owner_id -> Owner,
        /// Who says to have written it.
        writer -> Text,
    }
}

impl Scoped for pages::table {
    const NOUN: &str = "page";
    #[cfg(not(feature = "breach"))]
    type Policy = OwnedBy<pages::owner_id>;
    #[cfg(feature = "breach")]
    type Policy = OwnedBy<pages::writer>;
}
