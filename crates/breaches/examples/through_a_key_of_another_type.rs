//! E0277: `Through<items:: … is not a policy for the rows of
//!
//! Judge a row by a parent that free text names.

use diesel::table;
use ownly_breaches::shared::lists;
use wall::{Scoped, Through};

table! {
    use diesel::sql_types::Text;
    use wall::RowId;

    /// Things on lists.
    items (id) {
        /// Which.
        id -> RowId,
        /// On which list.
        list_id -> RowId,
        /// What it is.
        text -> Text,
    }
}

impl Scoped for items::table {
    const NOUN: &str = "item";
    #[cfg(not(feature = "breach"))]
    type Policy = Through<items::list_id, lists::table>;
    #[cfg(feature = "breach")]
    type Policy = Through<items::text, lists::table>;
}
