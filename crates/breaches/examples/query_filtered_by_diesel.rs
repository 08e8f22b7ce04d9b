//! E0599: traits which provide `filter` are implemented but not in scope
//!
//! Filter a table as Diesel's own guide does, and forget its owner.

use diesel::ExpressionMethods;
use ownly::tasks::tasks;
use wall::{Read, Result, Scope};

/// Counts what is done.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let done = tasks::completed.eq(true);
    #[cfg(feature = "breach")]
    return tasks::table.filter(done).count();
    #[cfg(not(feature = "breach"))]
    scope.rows(tasks::table).filter(done).count()
}
