//! E0277: the trait bound `&str: AsExpression<Owner>` is not satisfied
//!
//! Ask for the rows of a user by name.

use diesel::ExpressionMethods;
use ownly_breaches::notes;
use wall::{Read, Result, Scope};

/// Counts notes.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let condition = notes::text.eq("bob");
    #[cfg(feature = "breach")]
    let condition = notes::owner_id.eq("bob");
    scope.rows(notes::table).filter(condition).count()
}
