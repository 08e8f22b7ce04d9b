//! Migrations, tables and row security agree.

use std::{collections::BTreeSet, fs, path::Path, time::Duration};

use ownly::{MIGRATIONS, owned_tables, tasks::tasks};
use rstest::rstest;
use testing::{Backend, TestDatabase};

use crate::workspace::ROOT;

fn migrated(on: Backend) -> Option<TestDatabase> {
    if !on.is_wanted() {
        return None;
    }
    let database = TestDatabase::new(on);
    let (url, patience) = (database.url().parse().unwrap(), Duration::from_secs(5));
    ownly::wall::prepare([MIGRATIONS], &owned_tables(), &url, patience).unwrap();
    Some(database)
}

fn names_in(directory: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(directory).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn both_databases_have_the_same_migrations_there_and_back() {
    let [sqlite, postgres] = ["sqlite", "postgres"].map(|set| {
        let set = Path::new(ROOT).join("migrations").join(set);
        let names = names_in(&set);
        for name in &names {
            let files = BTreeSet::from(["down.sql", "up.sql"].map(str::to_owned));
            assert_eq!(names_in(&set.join(name)), files, "{name}");
        }
        names
    });
    assert_eq!(sqlite, postgres);
    assert!(!sqlite.is_empty());
}

/// The names of the columns in a tuple of them, which are the names of their types.
fn columns<T>(_: T) -> BTreeSet<String> {
    let types = std::any::type_name::<T>().trim_matches(['(', ')']);
    types.split(", ").map(|path| path.rsplit("::").next().unwrap().to_owned()).collect()
}

#[rstest]
fn a_table_here_has_the_columns_it_has_there(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(database) = migrated(on) else { return };
    let there = database.text(match on {
        Backend::Sqlite => "SELECT name FROM pragma_table_info('tasks')",
        Backend::Postgres => {
            "SELECT attname::text FROM pg_attribute
             WHERE attrelid = 'tasks'::regclass AND attnum > 0 AND NOT attisdropped"
        }
    });
    assert_eq!(columns(tasks::all_columns), BTreeSet::from_iter(there));
}

/// Everything in the schema that holds rows, with what has been done to protect them.
const RELATIONS: &str = "
    WITH relations AS (
        SELECT relname::text AS name,
               has_table_privilege('ownly_scope', oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
                   OR has_any_column_privilege('ownly_scope', oid, 'SELECT, INSERT, UPDATE')
                   AS granted,
               EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid
                           AND attname = 'owner_id') AS owned,
               relrowsecurity AND relforcerowsecurity
                   AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid) AS secured
        FROM pg_class
        WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace = current_schema()::regnamespace
    )
    SELECT name FROM relations WHERE ";

#[test]
fn an_owned_table_is_under_row_security() {
    let Some(database) = migrated(Backend::Postgres) else { return };
    let the = |which: &str| database.text(&format!("{RELATIONS} {which} ORDER BY name"));
    assert_eq!(the("(granted OR owned) AND NOT secured"), [""; 0]);
    let all = ["comments", "task_members", "tasks"];
    assert_eq!(the("granted"), all);
}

#[test]
fn the_accounts_are_not_the_scopes_to_read() {
    let Some(database) = migrated(Backend::Postgres) else { return };
    let closed = database.text(&format!("{RELATIONS} NOT granted ORDER BY name"));
    let all = [
        "__diesel_schema_migrations",
        "account",
        "issuer",
        "jwks",
        "rateLimit",
        "revocation",
        "session",
        "user",
        "verification",
    ];
    assert_eq!(closed, all);
}

#[test]
fn no_function_lends_the_scopes_the_power_of_its_owner() {
    let Some(database) = migrated(Backend::Postgres) else { return };
    let lenders = "SELECT proname::text FROM pg_proc
                   WHERE prosecdef AND pronamespace = current_schema()::regnamespace";
    assert_eq!(database.text(lenders), [""; 0]);
}

#[rstest]
fn what_was_migrated_can_be_undone_and_done_again(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(database) = migrated(on) else { return };
    let set = Path::new(ROOT).join("migrations").join(match on {
        Backend::Sqlite => "sqlite",
        Backend::Postgres => "postgres",
    });
    let names = names_in(&set);
    for name in names.iter().rev() {
        database.execute(&fs::read_to_string(set.join(name).join("down.sql")).unwrap());
    }
    for name in &names {
        database.execute(&fs::read_to_string(set.join(name).join("up.sql")).unwrap());
    }
}
