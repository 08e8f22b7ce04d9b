use std::fs;

use rstest::rstest;
use testing::{Backend, TestDatabase};

use crate::program::{Place, Ran};

/// That of the fixture's server.
pub const SECRET: &str = "fixture-secret-8f2c61d0a94be7735e1d0c42b6f98a17";

/// A file of `tests/fixtures/better-auth`.
fn fixture(name: &str, on: Backend) -> String {
    let ending = match on {
        Backend::Sqlite => "sqlite",
        Backend::Postgres => "pg",
    };
    let root = env!("CARGO_MANIFEST_DIR");
    fs::read_to_string(format!("{root}/tests/fixtures/better-auth/{name}.{ending}.sql")).unwrap()
}

/// A database with what the file makes; `None` where the tests leave it out.
pub fn database(on: Backend, name: &str) -> Option<TestDatabase> {
    on.is_wanted().then(|| {
        let database = TestDatabase::new(on);
        database.execute(&fixture(name, on));
        database
    })
}

fn check(database: &TestDatabase, secret: &str) -> Ran {
    let variables = [("DATABASE_URL", database.url()), ("BETTER_AUTH_SECRET", secret)];
    let place = Place::new();
    let ran = place.run(&["check-database"], &variables);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "it writes nothing");
    ran
}

/// Everything in the schema.
fn schema(database: &TestDatabase) -> Vec<String> {
    database.text(match database.backend() {
        Backend::Sqlite => "SELECT name || coalesce(sql, '') FROM sqlite_master ORDER BY 1",
        Backend::Postgres => {
            "SELECT table_name || '.' || column_name FROM information_schema.columns
             WHERE table_schema = 'public' ORDER BY 1"
        }
    })
}

#[rstest]
fn a_database_of_better_auths_is_described_and_left_as_it_is(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(database) = database(on, "1.7.25") else { return };
    let before = schema(&database);
    let ran = check(&database, SECRET).expect(0);
    ran.says("made by", "Better Auth 1.7, or Ownly")
        .says("user ", " 4")
        .says("session ", " 5")
        .says("account ", " 4")
        .says("verification ", " 3")
        .says("jwks ", " 1")
        .says("key ", "3O5QOvXKrsn9EORtEHf55lcucFZLwH5a: opens, and can sign")
        .says("will run", "_tasks")
        .says("this database can be served", "");
    assert!(!ran.said().contains("will add"), "{}", ran.said());
    assert_eq!(schema(&database), before);
    if on == Backend::Sqlite {
        assert_eq!(database.text("PRAGMA journal_mode"), ["delete"]);
    }
}

#[rstest]
#[case("old-schemas/1.2.12", "Better Auth 1.1 or 1.2", &["jwks.expiresAt", "jwks.alg", "jwks.crv", "session_userId_idx"])]
#[case("old-schemas/1.3.34", "Better Auth 1.3", &["jwks.alg", "account_userId_idx"])]
#[case("old-schemas/1.6.34", "Better Auth 1.4 to 1.6", &["jwks.alg", "jwks.crv"])]
#[case("old-schemas/1.7.2", "Better Auth 1.7.0 to 1.7.2", &[])]
fn what_older_versions_lack_is_said_to_be_added(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] schema: &str,
    #[case] made_by: &str,
    #[case] added: &[&str],
) {
    let Some(database) = database(on, schema) else { return };
    let ran = check(&database, SECRET).expect(0);
    ran.says("made by", made_by);
    for name in added {
        ran.says("will add", name);
    }
    assert_eq!(ran.said().contains("will add"), !added.is_empty(), "{}", ran.said());
}

#[rstest]
fn a_key_that_the_secret_does_not_open_stands_in_the_way(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(database) = database(on, "1.7.25") else { return };
    let ran = check(&database, "another secret, which is long enough for one").expect(1);
    ran.says("key ", "does not open with this secret").says("in the way", "with this secret");
    assert!(ran.complained().contains("cannot be served"), "{}", ran.complained());
    // No secret at all is none that opens.
    let ran = Place::new().run(&["check-database"], &[("DATABASE_URL", database.url())]);
    ran.expect(1).says("key ", "does not open with this secret");
}

#[rstest]
fn what_stands_in_the_way_is_told_with_table_and_column(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(database) = database(on, "1.7.25") else { return };
    database.execute(
        r#"ALTER TABLE "user" RENAME COLUMN "emailVerified" TO "email_verified";
           CREATE TABLE tasks (id integer PRIMARY KEY)"#,
    );
    let ran = check(&database, SECRET).expect(1);
    ran.says(
        "in the way    table user",
        "(column email_verified is there: a schema of Drizzle's?)",
    )
    .says("in the way    a table tasks", "that is not Ownly's");
}

#[rstest]
fn a_column_that_nothing_fills_is_minded_here_and_at_the_start(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(database) = database(on, "old-schemas/1.6.34") else { return };
    database.execute(match on {
        Backend::Sqlite => {
            r#"DROP TABLE "user"; CREATE TABLE "user" ("id" text not null primary key,
                 "name" text not null, "email" text not null unique, "plan" text not null,
                 "emailVerified" integer not null, "image" text, "createdAt" date not null,
                 "updatedAt" date not null)"#
        }
        Backend::Postgres => r#"ALTER TABLE "user" ADD COLUMN "plan" text NOT NULL"#,
    });
    let ran = check(&database, SECRET).expect(0);
    ran.says("leaves alone", "column user.plan").says("mind", "sign-up will fail");
    let place = Place::new();
    let migrated = place.run(&["migrate"], &[("DATABASE_URL", database.url())]).expect(0);
    assert!(migrated.complained().contains("user.plan"), "{}", migrated.complained());
}

#[test]
fn a_file_that_is_not_there_is_not_made() {
    let place = Place::new();
    let ran = place.run(&["check-database"], &[("DATABASE_URL", "sqlite://data/x.db")]).expect(0);
    assert!(ran.said().contains("nothing is there yet"), "{}", ran.said());
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
}
