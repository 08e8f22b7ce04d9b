//! E0277: the trait bound `Owner: … Textual` is not satisfied
//!
//! Look for owners by a part of their names.

use ownly_breaches::shared::lists;
use wall::{Read, Result, Scope, contains};

/// Counts lists.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let condition = contains(lists::name, "shopping");
    #[cfg(feature = "breach")]
    let condition = contains(lists::owner_id, "b");
    scope.rows(lists::table).filter(condition).count()
}
