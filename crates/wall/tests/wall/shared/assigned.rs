//! Rows open by either of two policies, one of which asks a column that may be null.

use ownly_wall::{Access, Error, Held, Id, Reach};
use rstest::rstest;
use testing::Backend;

use super::{
    rows::{Chore, ChoreChanges, NewChore, Party, party},
    tables::chores,
};
use crate::house::House;

/// Two chores on Ann's list: one that nobody does, and one that Sam does.
fn chores(house: &House, party: Party) -> (Id, Id) {
    let list_id = party.list;
    let added = house.write("ann", move |scope| {
        let mut add = |text: &str, done_by: Option<&str>| {
            let (id, done_by) = (scope.new_id(), done_by.map(str::to_owned));
            scope.insert::<_, _, Chore>(
                chores::table,
                NewChore { id, list_id, done_by, text: text.into() },
            )
        };
        Ok((add("nobody's", None)?.id, add("sam's", Some("sam"))?.id))
    });
    added.unwrap()
}

#[rstest]
fn a_null_is_nobody_and_no_error(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some((house, party)) = party(on) else { return };
    let (nobodys, sams) = chores(&house, party);
    use Access::{Edit, Own, See};
    for (user, held) in [
        ("ann", vec![(nobodys, Own), (sams, Own)]),
        ("eve", vec![(nobodys, Edit), (sams, Edit)]),
        ("vic", vec![(nobodys, See), (sams, See)]),
        ("sam", vec![(sams, Own)]),
    ] {
        let seen = house.read(user, |scope| {
            let mut all: Vec<Held<Chore>> = scope.rows(chores::table).load()?;
            all.sort_by_key(|held| held.row.id);
            Ok(all.into_iter().map(|held| (held.row.id, held.access)).collect::<Vec<_>>())
        });
        assert_eq!(seen.unwrap(), held, "{user}");
    }
}

#[rstest]
fn what_is_seen_is_either_ones_own_or_shared(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, party)) = party(on) else { return };
    chores(&house, party);
    for (user, own, shared) in [("ann", 2, 0), ("eve", 0, 2), ("vic", 0, 2), ("sam", 1, 0)] {
        let counts = house.read(user, |scope| {
            let mut count = |reach| scope.rows(chores::table).reach(reach).count();
            Ok((count(Reach::Own)?, count(Reach::Shared)?, count(Reach::All)?))
        });
        assert_eq!(counts.unwrap(), (own, shared, own + shared), "{user}");
    }
}

#[rstest]
fn who_may_see_a_row_that_names_nobody_is_forbidden_the_rest(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, party)) = party(on) else { return };
    let (nobodys, _) = chores(&house, party);
    for access in [Access::Edit, Access::Own] {
        let required =
            house.read("vic", move |scope| scope.row(chores::table, nobodys).require(access));
        assert!(matches!(required, Err(Error::Forbidden("chore"))), "{required:?}");
    }
    let gone = house.write("eve", move |scope| scope.row(chores::table, nobodys).delete());
    assert!(matches!(gone, Err(Error::Forbidden("chore"))), "{gone:?}");
}

/// Who does a chore may drop it; it says what whoever may edit the list says.
#[rstest]
fn whom_a_row_names_does_not_change_it(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some((house, party)) = party(on) else { return };
    let (_, sams) = chores(&house, party);
    let changed = house.write("sam", move |scope| {
        let changes = ChoreChanges { text: Some("changed".into()) };
        scope.row(chores::table, sams).update::<_, Chore>(changes)
    });
    assert!(matches!(changed, Err(Error::Forbidden("chore"))), "{changed:?}");
    let added = house.write("sam", move |scope| {
        let done_by = Some("sam".to_owned());
        let new = NewChore { id: scope.new_id(), list_id: party.list, done_by, text: "own".into() };
        scope.insert::<_, _, Chore>(chores::table, new)
    });
    assert!(matches!(added, Err(Error::NotFound("chore"))), "{added:?}");
    house.write("sam", move |scope| scope.row(chores::table, sams).delete()).unwrap();
}
