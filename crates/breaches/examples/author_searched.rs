//! E0277: the trait bound `Author: … Textual` is not satisfied
//!
//! Look for users by a part of their names.

use ownly_breaches::shared::remarks;
use wall::{Read, Result, Scope, contains};

/// Counts remarks.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let condition = contains(remarks::text, "milk");
    #[cfg(feature = "breach")]
    let condition = contains(remarks::author_id, "b");
    scope.rows(remarks::table).filter(condition).count()
}
