//! E0277: is not a policy for the rows of
//!
//! Take whoever wrote a membership for the member.

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

impl Scoped for readers::table {
    const NOUN: &str = "reader";
    type Policy = Either<OwnedBy<readers::owner_id>, Names<readers::user_id>>;
}

/// Those who read, and of them those who write.
pub type Readers = MemberOf<readers::book_id, readers::user_id, readers::writes>;

impl Scoped for books::table {
    const NOUN: &str = "book";
    #[cfg(not(feature = "breach"))]
    type Policy = Readers;
    #[cfg(feature = "breach")]
    type Policy = MemberOf<readers::book_id, readers::owner_id, readers::writes>;
}
