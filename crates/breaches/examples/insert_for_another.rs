//! E0277: the trait bound `String: AsExpression<Owner>` is not satisfied
//!
//! Make a row that is another's.

use diesel::Insertable;
use ownly_breaches::notes;
use wall::Id;

/// A note to be made.
#[derive(Insertable)]
#[diesel(table_name = notes)]
pub struct NewNote {
    /// Which.
    pub id: Id,
    /// Whose.
    #[cfg(feature = "breach")]
    pub owner_id: String,
}
