//! E0308: mismatched types … associated function defined here
//!
//! Take a list over of which one is an editor, with the stamp that new lists get.

use ownly_breaches::shared::{List, lists};
use wall::{Id, Policy, Result, Scope, Scoped, Write};

/// What says whose lists are.
pub type Lists = <lists::table as Scoped>::Policy;

/// A list.
pub fn take(scope: &mut Scope<'_, Write>, id: Id) -> Result<List> {
    #[cfg(feature = "breach")]
    {
        let ((), mine) = <Lists as Policy<lists::table>>::stamp((), scope.user());
        return scope.row(lists::table, id).update(mine);
    }
    #[cfg(not(feature = "breach"))]
    scope.row(lists::table, id).get()
}

/// A policy.
pub fn is_policy<P: Policy<lists::table>>() {}
