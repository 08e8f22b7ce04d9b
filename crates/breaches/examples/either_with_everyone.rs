//! E0277: `Either<OwnedBy< … Everyone>` is not a policy for the rows of
//!
//! Let the owner in, or everyone.

use diesel::table;
use wall::{Either, OwnedBy, Scoped};

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

/// Lets everyone in.
pub struct Everyone;

/// Lets the owner in.
pub type Owners = OwnedBy<books::owner_id>;

impl Scoped for books::table {
    const NOUN: &str = "book";
    #[cfg(not(feature = "breach"))]
    type Policy = Either<Owners, Owners>;
    #[cfg(feature = "breach")]
    type Policy = Either<Owners, Everyone>;
}
