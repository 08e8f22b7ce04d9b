//! Rows, and with them what one may do with each.

use ownly_wall::{Access, Held, Id, PageSize};
use rstest::rstest;
use testing::Backend;

use super::{
    rights::{Rights, rights},
    rows::{Item, List, ListChanges, Member, NewList, Remark, party},
    tables::{items, lists, members, remarks},
};
use crate::house::House;

fn access(rights: Rights) -> Option<Access> {
    match rights {
        Rights { own: true, .. } => Some(Access::Own),
        Rights { edit: true, .. } => Some(Access::Edit),
        Rights { see: true, .. } => Some(Access::See),
        Rights { .. } => None,
    }
}

/// As which the user holds the row, read in three ways.
macro_rules! held {
    ($house:expr, $user:expr, $table:ident, $row:ty, $id:expr) => {{
        let (house, user, id): (&House, &str, Id) = ($house, $user, $id);
        let read = house.read(user, move |scope| {
            let all: Vec<Held<$row>> = scope.rows($table::table).load()?;
            let size = PageSize::default();
            let page = scope.rows($table::table).page::<Held<$row>>(size, None)?.items;
            let one = scope.row($table::table, id).get::<Held<$row>>().ok();
            let find = |all: Vec<Held<$row>>| all.into_iter().find(|held| held.row.id == id);
            let all = [find(all), find(page), one];
            Ok(all.map(|held| held.map(|held| held.access)))
        });
        let [one, same, again] = read.unwrap();
        assert_eq!((one, one), (same, again), "{user} and {} {id}", stringify!($table));
        one
    }};
}

#[rstest]
fn a_held_row_tells_the_most_that_one_may_do(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, party)) = party(on) else { return };
    for (table, id, people) in rights(party) {
        for (user, rights) in people {
            let held = match table {
                "lists" => held!(&house, user, lists, List, id),
                "members" => held!(&house, user, members, Member, id),
                "items" => held!(&house, user, items, Item, id),
                _ => held!(&house, user, remarks, Remark, id),
            };
            assert_eq!(held, access(rights), "{user} and {table} {id}");
        }
    }
}

#[rstest]
fn a_row_is_held_too_as_it_is_made_and_as_it_is_changed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, party)) = party(on) else { return };
    let made = house.undone("eve", |scope| {
        let new = NewList { id: scope.new_id(), text: "new".into() };
        scope.insert::<_, _, Held<List>>(lists::table, new)
    });
    assert_eq!(made.unwrap().access, Access::Own);
    for (user, access) in [("ann", Access::Own), ("eve", Access::Edit)] {
        let changed = house.undone(user, move |scope| {
            let changes = ListChanges { text: Some("changed".into()) };
            scope.row(lists::table, party.list).update::<_, Held<List>>(changes)
        });
        let changed = changed.unwrap();
        assert_eq!((changed.access, changed.row.text.as_str()), (access, "changed"));
        let idle = house.undone(user, move |scope| {
            let idle = ListChanges::default();
            scope.row(lists::table, party.list).update::<_, Held<List>>(idle)
        });
        let idle = idle.unwrap();
        assert_eq!((idle.access, idle.row.text.as_str()), (access, "party"));
    }
}
