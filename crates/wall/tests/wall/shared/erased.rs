//! What goes with an account.

use std::collections::BTreeSet;

use db_crate::{AnyConnection, Begin, Mode, RawAccess};
use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use ownly_wall::{Id, Reach, Result};
use rstest::rstest;
use testing::Backend;

use super::{
    rows::{
        Item, List, Member, Party, Remark, add_item, add_list, add_member, add_remark, everything,
        id, party,
    },
    tables::{items, lists, members, remarks},
};
use crate::{
    house::{House, Note, notes, tables},
    people::block_on,
};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Erases as the accounts do: in a transaction of the login's own, which then goes on. Answers
/// in whose name it does, on PostgreSQL.
fn erase(house: &House, user: &'static str) -> String {
    let (erasure, now) = (tables().erasure(), chrono::Utc::now().into());
    let begin = Begin { mode: Mode::Write, user: None };
    let erase = move |connection: &mut AnyConnection| {
        erasure.run(connection, user, now)?;
        if let AnyConnection::Sqlite(_) = connection {
            return Ok(String::new());
        }
        let who = "SELECT current_user || ':' || current_setting('app.user_id') AS line";
        let line: Line = sql_query(who).get_result(connection)?;
        Ok::<_, db_crate::Error>(line.line)
    };
    block_on(async { house.pool.transaction(begin, erase).await }).unwrap()
}

/// The ids of all rows, of all tables, that the user owns; or of those that there are.
fn owned(house: &House, user: &str) -> BTreeSet<Id> {
    let ids = house.read(user, |scope| -> Result<BTreeSet<Id>> {
        let mut ids = BTreeSet::new();
        ids.extend(
            scope.rows(notes::table).reach(Reach::Own).load::<Note>()?.iter().map(|row| row.id),
        );
        ids.extend(
            scope.rows(lists::table).reach(Reach::Own).load::<List>()?.iter().map(|row| row.id),
        );
        ids.extend(
            scope.rows(members::table).reach(Reach::Own).load::<Member>()?.iter().map(|row| row.id),
        );
        ids.extend(
            scope.rows(items::table).reach(Reach::Own).load::<Item>()?.iter().map(|row| row.id),
        );
        ids.extend(
            scope.rows(remarks::table).reach(Reach::Own).load::<Remark>()?.iter().map(|row| row.id),
        );
        Ok(ids)
    });
    ids.unwrap()
}

fn all(house: &House) -> BTreeSet<Id> {
    let ids = house.sql.text(
        "SELECT CAST(id AS text) FROM notes UNION ALL SELECT CAST(id AS text) FROM lists
         UNION ALL SELECT CAST(id AS text) FROM members UNION ALL SELECT CAST(id AS text) FROM items
         UNION ALL SELECT CAST(id AS text) FROM remarks",
    );
    ids.iter().map(|text| id(text)).collect()
}

#[rstest]
fn all_that_one_owns_goes_and_nothing_else(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("ann", "eve", "vic", "sam", "nobody")] user: &'static str,
) {
    let Some((house, _)) = party(on) else { return };
    for user in ["ann", "eve", "sam"] {
        house.note(user, "milk");
        house
            .write(user, move |scope| {
                let list = add_list(scope, user)?.id;
                add_member(scope, list, "vic", true)?;
                let item = add_item(scope, list, "nuts")?.id;
                add_remark(scope, item, "salted").map(drop)
            })
            .unwrap();
    }
    let (before, owned) = (all(&house), owned(&house, user));
    assert_eq!(owned.is_empty(), user == "nobody");
    let whose = erase(&house, user);
    assert_eq!(whose, if on == Backend::Postgres { "postgres:" } else { "" });
    assert_eq!(all(&house), before.difference(&owned).copied().collect());
}

#[rstest]
fn the_names_of_others_stay_and_the_erased_ones_go(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, _)) = party(on) else { return };
    erase(&house, "eve");
    let left = [
        "item cake on party",
        "list party of ann",
        "member vic of party",
        "remark with cream by ann",
    ];
    assert_eq!(everything(&house), left);
}

#[rstest]
fn an_erasure_that_fails_erases_nothing(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some((house, _)) = party(on) else { return };
    let before = everything(&house);
    let (erasure, now) = (tables().erasure(), chrono::Utc::now().into());
    let begin = Begin { mode: Mode::Write, user: None };
    let erase = move |connection: &mut AnyConnection| {
        erasure.run(connection, "ann", now)?;
        Err::<(), _>(db_crate::Error::Internal("no more".into()))
    };
    assert!(block_on(async { house.pool.transaction(begin, erase).await }).is_err());
    assert_eq!(everything(&house), before);
    assert_eq!(owned(&house, "eve").len(), 2);
}

#[rstest]
fn what_one_wrote_goes_with_one_though_its_place_was_closed_since(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, Party { eves, .. })) = party(on) else { return };
    house.write("ann", move |scope| scope.row(members::table, eves).delete()).unwrap();
    assert_eq!(owned(&house, "eve").len(), 1);
    erase(&house, "eve");
    assert!(!everything(&house).iter().any(|row| row.ends_with(" by eve")));
}
