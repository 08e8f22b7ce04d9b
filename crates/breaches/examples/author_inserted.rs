//! E0277: the trait bound `String: AsExpression< … Author>` is not satisfied
//!
//! Say something in another's name.

use diesel::Insertable;
use ownly_breaches::shared::remarks;
use wall::Id;

/// A remark to be made.
#[derive(Insertable)]
#[diesel(table_name = remarks)]
pub struct NewRemark {
    /// Which.
    pub id: Id,
    /// About which list.
    pub list_id: Id,
    /// By whom.
    #[cfg(feature = "breach")]
    pub author_id: String,
    /// What they said.
    pub text: String,
}
