//! What policies lean on has to be there, on either database.

use std::time::Duration;

use ownly_wall::{Tables, prepare};
use rstest::rstest;
use testing::{Backend, TestDatabase};

use super::{
    rows::{Item, List, Member},
    tables::{items, lists, members},
};

fn prepared(database: &TestDatabase, tables: &Tables) -> Result<(), String> {
    let (url, patience) = (database.url().parse().unwrap(), Duration::from_secs(5));
    let prepared = prepare(std::iter::empty(), tables, &url, patience);
    prepared.map(drop).map_err(|error| error.to_string())
}

/// Lists and members, of whom `keys` says what they refer to.
fn database(on: Backend, keys: &str) -> TestDatabase {
    let database = TestDatabase::new(on);
    let (id, text) = match on {
        Backend::Sqlite => ("TEXT", "TEXT"),
        Backend::Postgres => {
            database.execute(include_str!(
                "../../../../../migrations/postgres/2026-11-22-200100_wall/up.sql"
            ));
            ("uuid", r#"text COLLATE "C""#)
        }
    };
    database.execute(&format!(
        "CREATE TABLE lists (
             id {id} NOT NULL PRIMARY KEY, owner_id {text} NOT NULL, text {text} NOT NULL,
             UNIQUE (owner_id, id), UNIQUE (owner_id)
         );
         CREATE TABLE members (
             id {id} NOT NULL PRIMARY KEY, owner_id {text} NOT NULL, list_id {id} NOT NULL,
             user_id {text}, edits boolean NOT NULL, text {text} NOT NULL{keys}
         );
         CREATE TABLE items (
             id {id} NOT NULL PRIMARY KEY, list_id {id} NOT NULL, text {text} NOT NULL
         );"
    ));
    database
}

fn lists_and_members() -> Tables {
    Tables::new().with::<_, List>(lists::table).with::<_, Member>(members::table)
}

const BOTH: &str = ", FOREIGN KEY (owner_id, list_id) REFERENCES lists (owner_id, id)";
const TURNED: &str = ", FOREIGN KEY (list_id, owner_id) REFERENCES lists (id, owner_id)";
const LIST: &str = ", FOREIGN KEY (list_id) REFERENCES lists (id)";
const LIST_SHORT: &str = ", FOREIGN KEY (list_id) REFERENCES lists";
const APART: &str = ", FOREIGN KEY (list_id) REFERENCES lists (id),
                     FOREIGN KEY (owner_id) REFERENCES lists (owner_id)";
const MEMBER: &str = ", FOREIGN KEY (user_id, list_id) REFERENCES lists (owner_id, id)";

#[rstest]
#[case(BOTH, true)]
#[case(TURNED, true)]
#[case(LIST, false)]
#[case(LIST_SHORT, false)]
#[case(APART, false)]
#[case(MEMBER, false)]
#[case("", false)]
fn members_are_held_to_what_is_their_owners(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] keys: &str,
    #[case] stands: bool,
) {
    if !on.is_wanted() {
        return;
    }
    let prepared = prepared(&database(on, keys), &lists_and_members());
    if stands {
        prepared.unwrap();
        return;
    }
    let fault = prepared.unwrap_err();
    for word in ["members", "list_id, owner_id", "lists", "id, owner_id"] {
        assert!(fault.contains(word), "{fault}");
    }
}

#[rstest]
fn a_table_that_a_policy_leans_on_has_to_be_listed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    if !on.is_wanted() {
        return;
    }
    let database = database(on, BOTH);
    let without_members = Tables::new().with::<_, List>(lists::table);
    let without_lists = Tables::new().with::<_, Item>(items::table);
    for (tables, noun) in [(without_members, "member"), (without_lists, "list")] {
        let fault = prepared(&database, &tables).unwrap_err();
        assert!(fault.contains(&format!("the table of each {noun}, which is not")), "{fault}");
    }
    prepared(&database, &lists_and_members().with::<_, Item>(items::table)).unwrap();
}
