//! E0277: the trait bound `Writer: AsExpression<Author>` is not satisfied
//!
//! Ask for all that someone wrote, of whom one remark was read.

use diesel::ExpressionMethods;
use ownly_breaches::shared::remarks;
use wall::{Read, Result, Scope, Writer};

/// Counts remarks.
pub fn count(scope: &mut Scope<'_, Read>, writer: Writer) -> Result<i64> {
    let condition = remarks::text.eq(writer.to_string());
    #[cfg(feature = "breach")]
    let condition = remarks::author_id.eq(writer);
    scope.rows(remarks::table).filter(condition).count()
}
