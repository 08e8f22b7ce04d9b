//! E0277: `Everyone` is not a policy for the rows of
//!
//! Name something for a policy that is none.

use diesel::table;
use wall::{OwnedBy, Scoped};

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

/// Lets everyone in.
pub struct Everyone;

/// Lets the owner in.
pub type Owners = OwnedBy<pages::owner_id>;

impl Scoped for pages::table {
    const NOUN: &str = "page";
    #[cfg(not(feature = "breach"))]
    type Policy = Owners;
    #[cfg(feature = "breach")]
    type Policy = Everyone;
}
