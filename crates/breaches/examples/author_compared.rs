//! E0277: the trait bound `&str: AsExpression<Author>` is not satisfied
//!
//! Ask for what a user wrote, by name.

use diesel::ExpressionMethods;
use ownly_breaches::shared::remarks;
use wall::{Read, Result, Scope};

/// Counts remarks.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let condition = remarks::text.eq("milk");
    #[cfg(feature = "breach")]
    let condition = remarks::author_id.eq("bob");
    scope.rows(remarks::table).filter(condition).count()
}
