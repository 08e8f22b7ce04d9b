//! Databases that cannot be served are refused with the reason, and left as they were.

use rstest::rstest;
use testing::Backend;

use super::{database, fixture::config, sql};
use crate::app::TestApp;

/// The schema of Drizzle's generator.
const DRIZZLE: &str = r#"
    CREATE TABLE "user" (id text PRIMARY KEY, name text NOT NULL, email text NOT NULL UNIQUE,
        email_verified boolean NOT NULL, image text, created_at timestamp NOT NULL,
        updated_at timestamp NOT NULL);"#;

/// A table that has nothing to do with accounts.
const FOREIGN: &str = r#"
    CREATE TABLE "session" (sid varchar(255) PRIMARY KEY, sess text NOT NULL, expire timestamp);"#;

/// Better Auth's with numbers for ids.
const SERIAL: &str = r#"
    CREATE TABLE "user" ("id" integer PRIMARY KEY, "name" text NOT NULL,
        "email" text NOT NULL UNIQUE, "emailVerified" boolean NOT NULL, "image" text,
        "createdAt" timestamp NOT NULL, "updatedAt" timestamp NOT NULL);"#;

/// Milliseconds, as Drizzle keeps them.
const MILLISECONDS: &str = r#"
    CREATE TABLE "user" ("id" text PRIMARY KEY, "name" text NOT NULL,
        "email" text NOT NULL UNIQUE, "emailVerified" boolean NOT NULL, "image" text,
        "createdAt" bigint NOT NULL, "updatedAt" bigint NOT NULL);"#;

const NOT_UNIQUE: &str = r#"
    CREATE TABLE "user" ("id" text PRIMARY KEY, "name" text NOT NULL, "email" text NOT NULL,
        "emailVerified" boolean NOT NULL, "image" text, "createdAt" timestamp NOT NULL,
        "updatedAt" timestamp NOT NULL);"#;

const A_VIEW: &str = r#"
    CREATE TABLE people (id text, name text);
    CREATE VIEW "user" AS SELECT id, name FROM people;"#;

#[rstest]
#[case(DRIZZLE, &["table user", "emailVerified", "email_verified", "Drizzle"])]
#[case(FOREIGN, &["table session", "token"])]
#[case(SERIAL, &["user.id", "integer", "text"])]
#[case(MILLISECONDS, &["user.createdAt", "bigint", "a point in time"])]
#[case(NOT_UNIQUE, &["user.email", "unique"])]
#[case(A_VIEW, &["user is a view"])]
fn the_table_and_the_column_are_named(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] schema: &str,
    #[case] named: &[&str],
) {
    let Some(database) = database(on, schema) else { return };
    let tables = match on {
        Backend::Sqlite => "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY name",
        Backend::Postgres => {
            "SELECT table_name || '.' || column_name FROM information_schema.columns
             WHERE table_schema = 'public' ORDER BY 1"
        }
    };
    let before = database.text(tables);
    let refusal = TestApp::refusal_on(&database, config);
    for part in named {
        assert!(refusal.contains(part), "{part} in {refusal}");
    }
    assert!(refusal.contains("nothing was changed"), "{refusal}");
    assert_eq!(database.text(tables), before);
    if on == Backend::Sqlite {
        assert_eq!(database.text("PRAGMA journal_mode"), ["delete"]);
    }
}

/// SQLite's types bind nothing: the first row tells.
#[rstest]
#[case("1795372402138", "1795372402138")]
#[case("'2026-11-22 18:33:22'", "2026-11-22 18:33:22")]
fn dates_of_another_form_are_refused(#[case] written: &str, #[case] shown: &str) {
    let Some(database) = database(Backend::Sqlite, sql!(Backend::Sqlite, "1.7.25")) else { return };
    database.execute(&format!(r#"UPDATE "user" SET "createdAt" = {written}"#));
    let refusal = TestApp::refusal_on(&database, config);
    assert!(refusal.contains("user.createdAt") && refusal.contains(shown), "{refusal}");
}

/// An additional field that nobody here fills: those who are there can still sign in.
#[rstest]
fn a_column_that_nothing_fills_is_no_reason_not_to_serve(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let schema = sql!(on, "1.7.25").replacen(
        r#""emailVerified" "#,
        r#""role" text DEFAULT 'user' NOT NULL, "emailVerified" "#,
        1,
    );
    let schema = match on {
        // The rows of the dump name no columns.
        Backend::Sqlite => schema.split("INSERT INTO").next().unwrap().to_owned() + "COMMIT;",
        Backend::Postgres => schema,
    };
    let Some(database) = database(on, &schema) else { return };
    let app = TestApp::spawn_on(database, config);
    crate::accounts::sign_up(&app, "new@example.com").expect(200);
    assert_eq!(app.database.text(r#"SELECT DISTINCT "role" FROM "user""#), ["user"]);
}

/// A login that may read and not change is told what it would have to change.
#[rstest]
#[case(sql!(Backend::Postgres, "old-schemas/1.6.34"), &["table jwks", "login's own to add to"])]
#[case("SELECT 1", &["table user is missing", "the login may make no tables"])]
fn what_the_login_may_not_add_stands_in_the_way(#[case] schema: &str, #[case] named: &[&str]) {
    let Some(database) = database(Backend::Postgres, schema) else { return };
    database.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    let refusal = TestApp::refusal_on(&database, |told| {
        config(told);
        let separator = if database.url().contains('?') { '&' } else { '?' };
        let url = format!("{}{separator}options=-c%20role%3Dpg_read_all_data", database.url());
        told.database.url = url.parse().unwrap();
    });
    for part in named {
        assert!(refusal.contains(part), "{part} in {refusal}");
    }
}
