//! E0277: the trait bound `Id: AsExpression<Owner>` is not satisfied
//!
//! Take an id that a client sent for the owner's.

use diesel::ExpressionMethods;
use ownly_breaches::notes;
use wall::{Id, Read, Result, Scope};

/// Counts notes below a cursor.
pub fn count(scope: &mut Scope<'_, Read>, cursor: Id) -> Result<i64> {
    let condition = notes::id.lt(cursor);
    #[cfg(feature = "breach")]
    let condition = notes::owner_id.eq(cursor);
    scope.rows(notes::table).filter(condition).count()
}
