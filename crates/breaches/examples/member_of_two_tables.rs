//! E0277: is not a policy for the rows of … over columns of that very table
//!
//! Take the user from another table than the one that says of which list they are a member.

use diesel::table;
use ownly_breaches::shared::members;
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

#[cfg(feature = "breach")]
use members::user_id;
#[cfg(not(feature = "breach"))]
use readers::user_id;

/// Members of something else.
pub use members::table as others;

impl Scoped for books::table {
    const NOUN: &str = "book";
    type Policy = MemberOf<readers::book_id, user_id, readers::writes>;
}
