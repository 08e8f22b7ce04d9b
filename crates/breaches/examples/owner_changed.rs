//! E0277: the trait bound `String: AsExpression< … Owner>` is not satisfied
//!
//! Give a row away, or take one.

use diesel::AsChangeset;
use ownly_breaches::notes;

/// What of a note changes.
#[derive(AsChangeset)]
#[diesel(table_name = notes)]
pub struct NoteChanges {
    /// What it says.
    pub text: String,
    /// Whose it is.
    #[cfg(feature = "breach")]
    pub owner_id: Option<String>,
}
