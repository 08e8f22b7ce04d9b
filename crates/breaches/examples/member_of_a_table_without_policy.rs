//! E0277: `MemberOf<readers:: … is not a policy for the rows of
//!
//! Let those in whom a table lists that anyone could write.

use diesel::table;
use wall::{Either, MemberOf, Names, OwnedBy, Scoped};

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
    use diesel::sql_types::{Bool, Text};
    use wall::{Owner, RowId};

    /// Who reads books.
    readers (id) {
        /// Which.
        id -> RowId,
        /// The book's owner.
        owner_id -> Owner,
        /// The book.
        book_id -> RowId,
        /// Who.
        user_id -> Text,
        /// Whether they may write into it.
        writes -> Bool,
    }
}

/// Who may say who reads.
pub type Owners = Either<OwnedBy<readers::owner_id>, Names<readers::user_id>>;

#[cfg(not(feature = "breach"))]
impl Scoped for readers::table {
    const NOUN: &str = "reader";
    type Policy = Owners;
}

impl Scoped for books::table {
    const NOUN: &str = "book";
    type Policy = MemberOf<readers::book_id, readers::user_id, readers::writes>;
}
