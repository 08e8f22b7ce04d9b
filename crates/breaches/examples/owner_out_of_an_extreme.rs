//! E0277: cannot deserialize a value of the database type `Owner` as `String`
//!
//! Read the greatest owner there is.

use ownly_breaches::shared::lists;
use wall::{Read, Result, Scope};

/// The last name, in order of letters.
pub fn last(scope: &mut Scope<'_, Read>) -> Result<Option<String>> {
    #[cfg(feature = "breach")]
    return scope.rows(lists::table).max(lists::owner_id);
    #[cfg(not(feature = "breach"))]
    scope.rows(lists::table).max(lists::name)
}
