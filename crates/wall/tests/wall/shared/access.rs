//! Who may do what with which row, asked in every way there is to ask.

use diesel::ExpressionMethods;
use ownly_wall::{Access, Error, PageSize};
use rstest::rstest;
use testing::Backend;

use super::{
    rights::{Rights, rights},
    rows::{
        Item, ItemChanges, List, ListChanges, Member, MemberChanges, Party, Remark, RemarkChanges,
        party,
    },
    tables::{items, lists, members, remarks},
};
use crate::house::House;

/// Asserts that `$user` has `$rights` to the row, and that what is tried is undone.
macro_rules! assert_rights {
    ($house:expr, $user:expr, $table:ident, $row:ty, $changes:ident, $id:expr, $rights:expr) => {{
        let (house, user, id, rights): (&House, &str, _, Rights) = ($house, $user, $id, $rights);
        let told = |may: bool| match (may, rights.see) {
            (true, _) => "done".to_owned(),
            (false, true) => {
                format!("{:?}", Error::Forbidden(<$table::table as ownly_wall::Scoped>::NOUN))
            }
            (false, false) => {
                format!("{:?}", Error::NotFound(<$table::table as ownly_wall::Scoped>::NOUN))
            }
        };
        let answer = |done: ownly_wall::Result<()>| match done {
            Ok(()) => "done".to_owned(),
            Err(error) => format!("{error:?}"),
        };
        let changes = || {
            let mut changes = $changes::default();
            changes.text = Some("changed".into());
            changes
        };
        let context = format!("{user} and {} {id}", stringify!($table));

        let got =
            house.read(user, move |scope| scope.row($table::table, id).get::<$row>().map(drop));
        assert_eq!(answer(got), told(rights.see), "get, {context}");
        for few in [false, true] {
            let seen = house.read(user, move |scope| {
                macro_rules! rows {
                    () => {{
                        let rows = scope.rows($table::table).filter($table::id.eq(id));
                        if few { rows.few() } else { rows }
                    }};
                }
                let least: Option<String> = rows!().min($table::text)?;
                let greatest: Option<String> = rows!().max($table::text)?;
                let all = rows!().load::<$row>()?;
                let page = rows!().page::<$row>(PageSize::default(), None)?;
                let count = rows!().count()?;
                let any = rows!().exists()?;
                Ok([
                    any,
                    count == 1,
                    all.len() == 1,
                    page.items == all && !all.is_empty(),
                    least.is_some(),
                    greatest.is_some() && greatest == least,
                ])
            });
            assert_eq!(seen.unwrap(), [rights.see; 6], "few: {few}, {context}");
            let written = house.undone(user, move |scope| {
                macro_rules! rows {
                    () => {{
                        let rows = scope.rows($table::table).filter($table::id.eq(id));
                        if few { rows.few() } else { rows }
                    }};
                }
                let changed: Vec<$row> = rows!().update(changes())?;
                Ok((changed.len() == 1, rows!().delete()? == 1))
            });
            assert_eq!(written.unwrap(), (rights.edit, rights.own), "few: {few}, {context}");
        }
        for (access, may) in
            [(Access::See, rights.see), (Access::Edit, rights.edit), (Access::Own, rights.own)]
        {
            let required =
                house.read(user, move |scope| scope.row($table::table, id).require(access));
            assert_eq!(answer(required), told(may), "{access:?}, {context}");
        }
        let changed = house.undone(user, move |scope| {
            scope.row($table::table, id).update::<_, $row>(changes()).map(drop)
        });
        assert_eq!(answer(changed), told(rights.edit), "update, {context}");
        let gone = house.undone(user, move |scope| scope.row($table::table, id).delete());
        assert_eq!(answer(gone), told(rights.own), "delete, {context}");
    }};
}

fn everyone_has_their_rights(house: &House, party: Party) {
    let before = super::rows::everything(house);
    for (table, id, people) in rights(party) {
        for (user, rights) in people {
            match table {
                "lists" => assert_rights!(house, user, lists, List, ListChanges, id, rights),
                "members" => {
                    assert_rights!(house, user, members, Member, MemberChanges, id, rights)
                }
                "items" => assert_rights!(house, user, items, Item, ItemChanges, id, rights),
                _ => assert_rights!(house, user, remarks, Remark, RemarkChanges, id, rights),
            }
        }
    }
    assert_eq!(super::rows::everything(house), before);
}

#[rstest]
fn everyone_may_do_what_they_are_to_a_row_and_no_more(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, party)) = party(on) else { return };
    everyone_has_their_rights(&house, party);
}

#[test]
fn the_first_wall_holds_without_the_second() {
    let Some((house, party)) = party(Backend::Postgres) else { return };
    for table in ["lists", "members", "items", "remarks"] {
        house.sql.execute(&format!("ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"));
    }
    everyone_has_their_rights(&house, party);
}
