//! PostgreSQL's own wall: tried with SQL that the first one would never write, and with one of
//! the two taken away.

use db_crate::{AnyConnection, Begin, Mode, RawAccess};
use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection,
    sql_query, sql_types::Text,
};
use testing::Backend;

use crate::{house::House, isolation::ann_and_bob_are_strangers, people::block_on};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Runs SQL as scopes do, and reads the column `line` of what it answers.
pub(crate) fn as_scope(
    house: &House,
    user: Option<&str>,
    sql: &str,
) -> Result<Vec<String>, String> {
    let mut connection = PgConnection::establish(house.sql.url()).unwrap();
    connection.batch_execute("BEGIN; SET LOCAL ROLE ownly_scope").unwrap();
    if let Some(user) = user {
        connection.batch_execute(&format!("SET LOCAL app.user_id = '{user}'")).unwrap();
    }
    let lines = sql_query(sql).load::<Line>(&mut connection).map_err(|error| error.to_string())?;
    connection.batch_execute("COMMIT").unwrap();
    Ok(lines.into_iter().map(|line| line.line).collect())
}

fn ann_and_bob() -> Option<House> {
    let house = House::on(Backend::Postgres)?;
    house.note("ann", "milk");
    house.note("bob", "bread");
    Some(house)
}

const UNTOUCHED: [&str; 2] = ["ann: milk", "bob: bread"];

#[test]
fn a_statement_that_names_no_user_touches_nothing() {
    let Some(house) = ann_and_bob() else { return };
    for user in [None, Some("")] {
        for sql in [
            "SELECT text AS line FROM notes",
            "UPDATE notes SET text = 'stolen' RETURNING text AS line",
            "DELETE FROM notes RETURNING text AS line",
        ] {
            assert_eq!(as_scope(&house, user, sql), Ok(vec![]), "{sql}");
        }
        let forged = "INSERT INTO notes VALUES (gen_random_uuid(), 'ann', 'forged')
                      RETURNING text AS line";
        let error = as_scope(&house, user, forged).unwrap_err();
        assert!(error.contains("row-level security"), "{error}");
    }
    assert_eq!(house.everything(), UNTOUCHED);
}

#[test]
fn an_unfiltered_statement_touches_its_users_rows_alone() {
    let Some(house) = ann_and_bob() else { return };
    let as_ann = |sql: &str| as_scope(&house, Some("ann"), sql);
    assert_eq!(as_ann("SELECT text AS line FROM notes").unwrap(), ["milk"]);
    assert_eq!(
        as_ann("UPDATE notes SET text = 'oat milk' RETURNING text AS line").unwrap(),
        ["oat milk"]
    );
    assert_eq!(house.everything(), ["ann: oat milk", "bob: bread"]);
    assert_eq!(as_ann("DELETE FROM notes RETURNING text AS line").unwrap(), ["oat milk"]);
    assert_eq!(house.everything(), ["bob: bread"]);
}

#[test]
fn a_row_can_be_neither_given_away_nor_made_for_another() {
    let Some(house) = ann_and_bob() else { return };
    for sql in [
        "UPDATE notes SET owner_id = 'bob' RETURNING text AS line",
        "INSERT INTO notes VALUES (gen_random_uuid(), 'bob', 'forged') RETURNING text AS line",
    ] {
        let error = as_scope(&house, Some("ann"), sql).unwrap_err();
        let refused = error.contains("row-level security") || error.contains("permission denied");
        assert!(refused, "{error}");
    }
    assert_eq!(house.everything(), UNTOUCHED);
}

#[test]
fn a_table_that_was_not_granted_is_out_of_reach() {
    let Some(house) = ann_and_bob() else { return };
    house.sql.execute("INSERT INTO secrets VALUES ('scrypt')");
    let error = as_scope(&house, Some("ann"), "SELECT text AS line FROM secrets").unwrap_err();
    assert!(error.contains("permission denied"), "{error}");
}

#[test]
fn a_connection_forgets_its_user_when_the_transaction_ends() {
    let Some(house) = ann_and_bob() else { return };
    let who = "SELECT current_user || ':' || coalesce(current_setting('app.user_id', true), '')
               AS line";
    for fails in [false, true] {
        let done = house.read("ann", move |scope| {
            assert_eq!(scope.user().as_str(), "ann");
            if fails { Err(ownly_wall::Error::NotFound("note")) } else { Ok(()) }
        });
        assert_eq!(done.is_err(), fails);
        let begin = Begin { mode: Mode::Read, user: None };
        let left = block_on(async {
            let who = move |connection: &mut AnyConnection| {
                let line: Line = sql_query(who).get_result(connection)?;
                Ok::<_, db_crate::Error>(line.line)
            };
            house.pool.transaction(begin, who).await
        });
        assert_eq!(left.unwrap(), "postgres:");
    }
}

#[test]
fn the_filter_alone_keeps_strangers_apart() {
    let Some(house) = House::on(Backend::Postgres) else { return };
    house
        .sql
        .execute("ALTER TABLE notes DISABLE ROW LEVEL SECURITY; DROP POLICY ownly_see ON notes;");
    ann_and_bob_are_strangers(&house);
}

#[test]
fn the_role_is_one_that_row_security_binds() {
    let Some(house) = House::on(Backend::Postgres) else { return };
    let powers = "SELECT rolname::text FROM pg_roles
                  WHERE rolname = 'ownly_scope' AND NOT (rolsuper OR rolbypassrls OR rolcanlogin
                      OR rolcreaterole OR rolcreatedb)";
    assert_eq!(house.sql.text(powers), ["ownly_scope"]);
}
