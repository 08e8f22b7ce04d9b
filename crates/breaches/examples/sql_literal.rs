//! E0624: associated function `new` is private
//!
//! Write a condition oneself, by way of what the macros need.

use diesel::ExpressionMethods;
use ownly_breaches::notes;
use wall::{Read, Result, Scope};

/// Counts notes.
pub fn count(scope: &mut Scope<'_, Read>) -> Result<i64> {
    let condition = notes::text.eq("milk");
    #[cfg(feature = "breach")]
    let condition = diesel::expression::SqlLiteral::new("TRUE) OR (TRUE".to_owned(), ());
    scope.rows(notes::table).filter(condition).count()
}
