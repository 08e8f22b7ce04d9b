//! E0277: the trait bound `Writer: AsExpression< … Author>` is not satisfied
//!
//! Put words into the mouth of someone who was read elsewhere.

use diesel::AsChangeset;
use ownly_breaches::shared::remarks;

/// What of a remark changes.
#[derive(AsChangeset)]
#[diesel(table_name = remarks)]
pub struct RemarkChanges {
    /// What they said.
    pub text: String,
    /// By whom.
    #[cfg(feature = "breach")]
    pub author_id: wall::Writer,
}
