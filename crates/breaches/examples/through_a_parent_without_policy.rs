//! E0277: `Through<chapters:: … is not a policy for the rows of
//!
//! Judge a row by a parent that is no one's.

use diesel::table;
use wall::{OwnedBy, Scoped, Through};

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

table! {
    use wall::RowId;

    /// Chapters of books.
    chapters (id) {
        /// Which.
        id -> RowId,
        /// Of which book.
        book_id -> RowId,
    }
}

/// Whose books are.
pub type Owners = OwnedBy<books::owner_id>;

#[cfg(not(feature = "breach"))]
impl Scoped for books::table {
    const NOUN: &str = "book";
    type Policy = Owners;
}

impl Scoped for chapters::table {
    const NOUN: &str = "chapter";
    type Policy = Through<chapters::book_id, books::table>;
}
