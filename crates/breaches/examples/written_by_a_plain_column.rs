//! E0277: is not a policy for the rows of
//!
//! Take a name that anyone may sign with for the author's.

use diesel::table;
use ownly_breaches::shared::lists;
use wall::{Scoped, Through, WrittenBy};

table! {
    use diesel::sql_types::Text;
    use wall::{Author, RowId};

    /// What is said about lists.
    words (id) {
        /// Which.
        id -> RowId,
        /// About which list.
        list_id -> RowId,
        /// By whom.
        author_id -> Author,
        /// By whom, as they say.
        signed -> Text,
    }
}

/// Whose the list is.
pub type Lists = Through<words::list_id, lists::table>;

impl Scoped for words::table {
    const NOUN: &str = "word";
    #[cfg(not(feature = "breach"))]
    type Policy = WrittenBy<words::author_id, Lists>;
    #[cfg(feature = "breach")]
    type Policy = WrittenBy<words::signed, Lists>;
}
