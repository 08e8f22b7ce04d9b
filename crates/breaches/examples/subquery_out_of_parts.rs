//! E0277: is not a condition on one row of … no subquery
//!
//! Ask about other rows in a condition, by way of what the macros need.

use diesel::{ExpressionMethods, table};
use ownly_breaches::notes;
use wall::{Read, Result, Scope};

table! {
    use diesel::sql_types::Text;

    /// Texts without an owner.
    titles (title) {
        /// One of them.
        title -> Text,
    }
}

/// Counts notes.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let condition = notes::text.eq("milk");
    #[cfg(feature = "breach")]
    let condition = diesel::query_builder::AsQuery::as_query(titles::table);
    scope.rows(notes::table).filter(condition).count()
}
