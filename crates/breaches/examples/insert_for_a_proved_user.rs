//! E0277: the trait bound `UserId: AsExpression<Owner>` is not satisfied
//!
//! Make a row that belongs to someone who has proved to be there, and may not be asking.

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
    pub owner_id: wall::UserId,
}
