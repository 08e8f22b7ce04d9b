//! E0277: is not a policy for the rows of
//!
//! Have the owner's rows without the owner's stamp on new ones.

use diesel::table;
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

/// Whom the owner column names.
pub type Named = Names<books::owner_id>;

impl Scoped for books::table {
    const NOUN: &str = "book";
    #[cfg(not(feature = "breach"))]
    type Policy = OwnedBy<books::owner_id>;
    #[cfg(feature = "breach")]
    type Policy = Named;
}
