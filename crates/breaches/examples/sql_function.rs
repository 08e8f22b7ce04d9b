//! E0425: cannot find function `sql` in module `diesel::dsl`
//!
//! Write a condition oneself.

use diesel::{ExpressionMethods, sql_types::Bool};
use ownly_breaches::notes;
use wall::{Read, Result, Scope};

/// Counts notes.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let _: Option<Bool> = None;
    let condition = notes::text.eq("milk");
    #[cfg(feature = "breach")]
    let condition = diesel::dsl::sql::<Bool>("TRUE) OR (TRUE");
    scope.rows(notes::table).filter(condition).count()
}
