//! E0624: method `asker` is private
//!
//! Take from a scope what says who is asking, and render a policy with it.

use ownly_breaches::shared::lists;
use wall::{Access, Policy, Read, Result, Scope, Scoped};

type ListPolicy = <lists::table as Scoped>::Policy;

/// What lets a user see a list.
pub type Condition = <ListPolicy as Policy<lists::table>>::Condition;

/// Counts lists.
pub fn count(scope: &mut Scope<'_, Read>, _: Access) -> Result<i64> {
    #[cfg(feature = "breach")]
    let _: Option<Condition> = ListPolicy::condition(Access::See, scope.asker());
    scope.rows(lists::table).count()
}
