//! E0308: mismatched types … expected reference `&Asker` … found reference `&UserId`
//!
//! Have a part of a statement made for a user by name.

use ownly_breaches::shared::{List, lists};
use wall::{Held, Read, Reading, Result, Scope};

/// A list and what one may do with it.
pub fn all(scope: &mut Scope<'_, Read>) -> Result<Vec<Held<List>>> {
    #[cfg(feature = "breach")]
    let _ = <Held<List> as Reading<lists::table>>::selection(scope.user());
    only(scope)
}

fn only<R: Reading<lists::table>>(scope: &mut Scope<'_, Read>) -> Result<Vec<R>> {
    scope.rows(lists::table).load()
}
