//! PostgreSQL's own wall around shared rows, tried with SQL that the first would never write.

use std::time::Duration;

use diesel::AsChangeset;
use ownly_wall::{Error, Id, prepare};
use testing::Backend;

use super::{
    rights::{Rights, rights},
    rows::{List, everything, party},
    tables::lists,
};
use crate::{
    declared_falsely::Forged,
    house::{House, tables},
    row_security::as_scope,
};

const ROWS: [&str; 4] = ["lists", "members", "items", "remarks"];

#[test]
fn unfiltered_statements_touch_what_each_may_touch() {
    let Some((house, party)) = party(Backend::Postgres) else { return };
    let before = everything(&house);
    for user in ["ann", "eve", "vic", "sam"] {
        for table in ROWS {
            let touched = |may: fn(Rights) -> bool| -> Vec<String> {
                let of_table = rights(party).into_iter().filter(|(of, ..)| *of == table);
                let theirs = of_table.filter(|(_, _, people)| {
                    people.iter().any(|(who, rights)| *who == user && may(*rights))
                });
                let mut ids: Vec<_> = theirs.map(|(_, id, _)| id.to_string()).collect();
                ids.sort();
                ids
            };
            let tried = |sql: &str| {
                let counted = as_scope(&house, Some(user), sql);
                let mut ids = counted.unwrap_or_else(|error| panic!("{error}: {sql}"));
                ids.sort();
                ids
            };
            let see = format!("SELECT id::text AS line FROM {table}");
            assert_eq!(tried(&see), touched(|rights| rights.see), "{user}: {see}");
            let edit = format!("UPDATE {table} SET text = text RETURNING id::text AS line");
            assert_eq!(tried(&edit), touched(|rights| rights.edit), "{user}: {edit}");
        }
    }
    assert_eq!(everything(&house), before);
}

#[test]
fn unfiltered_deletes_take_what_each_owns() {
    for user in ["ann", "eve", "vic", "sam"] {
        for table in ROWS {
            let Some((house, party)) = party(Backend::Postgres) else { return };
            let sql = format!("DELETE FROM {table} RETURNING id::text AS line");
            let mut gone = as_scope(&house, Some(user), &sql).unwrap();
            gone.sort();
            let owned = rights(party).into_iter().filter(|(of, _, people)| {
                *of == table && people.iter().any(|(who, rights)| *who == user && rights.own)
            });
            let mut owned: Vec<_> = owned.map(|(_, id, _)| id.to_string()).collect();
            owned.sort();
            assert_eq!(gone, owned, "{user}: {sql}");
        }
    }
}

#[test]
fn rows_are_neither_added_below_a_foreign_parent_nor_in_anothers_name() {
    let Some((house, party)) = party(Backend::Postgres) else { return };
    let before = everything(&house);
    let (list, item): (Id, Id) = (party.list, party.item);
    let attempts = [
        ("vic", format!("INSERT INTO items VALUES (gen_random_uuid(), 'nuts', '{list}')")),
        ("sam", format!("INSERT INTO items VALUES (gen_random_uuid(), 'nuts', '{list}')")),
        ("vic", format!("INSERT INTO remarks VALUES (gen_random_uuid(), 'vic', 'no', '{item}')")),
        ("eve", format!("INSERT INTO remarks VALUES (gen_random_uuid(), 'ann', 'no', '{item}')")),
        ("eve", "UPDATE remarks SET author_id = 'ann'".to_owned()),
        ("eve", "UPDATE lists SET owner_id = 'eve'".to_owned()),
        (
            "vic",
            format!(
                "INSERT INTO members VALUES (gen_random_uuid(), 'ann', '{list}', 'vic', true, '')"
            ),
        ),
    ];
    for (user, sql) in attempts {
        let error = as_scope(&house, Some(user), &format!("{sql} RETURNING text AS line"));
        let error = error.expect_err(&sql);
        let refused = error.contains("row-level security") || error.contains("permission denied");
        assert!(refused, "{user}: {sql}: {error}");
    }
    assert_eq!(everything(&house), before);
}

#[derive(AsChangeset)]
#[diesel(table_name = lists)]
struct TakeOver {
    owner_id: Forged,
}

/// A policy cannot tell who owned a row before, so it is the column that is closed.
#[test]
fn an_editor_who_forges_themselves_for_the_owner_is_refused() {
    let Some((house, party)) = party(Backend::Postgres) else { return };
    house.sql.execute("ALTER TABLE members DROP CONSTRAINT members_owner_id_list_id_fkey");
    let before = everything(&house);
    let taken = house.write("eve", move |scope| {
        scope.row(lists::table, party.list).update::<_, List>(TakeOver { owner_id: Forged("eve") })
    });
    assert!(matches!(taken, Err(Error::Internal(_))), "{taken:?}");
    assert_eq!(everything(&house), before);
}

fn prepare_anew(house: &House) {
    let (url, patience) = (house.sql.url().parse().unwrap(), Duration::from_secs(5));
    prepare(std::iter::empty(), &tables(), &url, patience).unwrap();
}

#[test]
fn a_right_to_change_owners_is_taken_back_at_the_next_start() {
    let Some((house, _)) = party(Backend::Postgres) else { return };
    house.sql.execute("GRANT UPDATE ON lists TO ownly_scope");
    prepare_anew(&house);
    let taken =
        as_scope(&house, Some("ann"), "UPDATE lists SET owner_id = 'ann' RETURNING '' AS line");
    assert!(taken.unwrap_err().contains("permission denied"));
}

#[test]
fn a_column_that_is_added_can_be_changed_from_the_next_start_on() {
    let Some((house, _)) = party(Backend::Postgres) else { return };
    house.sql.execute(r#"ALTER TABLE lists ADD COLUMN "it's ""new""" text"#);
    prepare_anew(&house);
    let sql = r#"UPDATE lists SET "it's ""new""" = 'x' RETURNING text AS line"#;
    assert_eq!(as_scope(&house, Some("eve"), sql).unwrap(), ["party"]);
}
