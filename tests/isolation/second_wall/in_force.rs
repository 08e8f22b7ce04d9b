//! The scopes' own statements run under it.

use ownly::tasks::{self, ListTasks};
use testing::Backend;
use wall::Error;

use crate::{shared::Shared, world::block_on};

/// Where there is no policy nobody is let in: what a scope still saw then, it would see past them.
#[test]
fn without_its_policies_a_scope_sees_nothing() {
    let Some(shared) = Shared::on(Backend::Postgres) else { return };
    let (db, ada) = (&shared.world.db, &shared.ada);
    let get = || block_on(tasks::get(db, ada, shared.adas));
    get().unwrap();
    shared.world.database.execute("DROP POLICY ownly_see ON tasks");
    let got = get();
    assert!(matches!(got, Err(Error::NotFound("task"))), "{got:?}");
    let listed = block_on(tasks::list(db, ada, ListTasks::default())).unwrap();
    assert_eq!(listed.items, []);
}

#[test]
fn a_scope_has_the_rights_of_its_role_alone() {
    let Some(shared) = Shared::on(Backend::Postgres) else { return };
    let (db, ada) = (&shared.world.db, &shared.ada);
    shared.world.database.execute("REVOKE DELETE ON tasks FROM ownly_scope");
    let gone = block_on(tasks::delete(db, ada, shared.adas));
    assert!(matches!(gone, Err(Error::Internal(_))), "{gone:?}");
}
