use std::fmt::Write;

use rstest::rstest;
use serde_json::json;
use testing::{Backend, TestDatabase};

use crate::{
    check_database::{SECRET, database},
    program::{Place, Ran},
};

/// Ada's, out of the fixture of a real Better Auth; her password is below.
const ADA: &str = r#"{"id":"ege6gk4PUsxC59CwUNr90bMNAinVGL7w","email":"Ada@example.com","name":"Ada Lovelace","emailVerified":true,"password":"343121aff6f24007bd2aa8c67ae3da30:2c8841cdbeeccbac66e06d5c1e521e7f75781972757734d8da220d03d5838b6bb4dd639e9335c07ba3187157b60ba29f3ae43830f5f79041ab3aa33df7fe7667","createdAt":"2026-11-22T19:33:22.138+01:00"}"#;
const ADAS: &str = "correct horse battery staple";

/// `ownly import …`
fn import(into: &TestDatabase, arguments: &[&str], input: &str) -> Ran {
    let arguments = [&["import"], arguments].concat();
    Place::new().run_with(&arguments, &[("DATABASE_URL", into.url())], input)
}

fn count(database: &TestDatabase, table: &str) -> String {
    database.text(&format!(r#"SELECT CAST(count(*) AS text) FROM "{table}""#)).remove(0)
}

#[rstest]
fn a_line_becomes_a_user_who_signs_in_with_the_old_password(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    if !on.is_wanted() {
        return;
    }
    let (place, database) = (Place::new(), TestDatabase::new(on));
    place.write("users.jsonl", &format!("{ADA}\n\n{{\"email\":\"grace@example.com\"}}\n"));
    let url = [("DATABASE_URL", database.url())];
    let ran = place.run(&["import", "users.jsonl"], &url).expect(0);
    assert_eq!(ran.said(), "imported 2, already there 0, refused 0\n");

    let server = place.serve(&url);
    let body = json!({ "email": "ada@example.com", "password": ADAS });
    let (status, body) = server.post("/sign-in/email", body, &[]);
    assert_eq!(status, 200, "{body}");
    let user = json!({
        "id": "ege6gk4PUsxC59CwUNr90bMNAinVGL7w",
        "name": "Ada Lovelace",
        "email": "ada@example.com",
        "emailVerified": true,
        "image": null,
        "createdAt": "2026-11-22T18:33:22.138Z",
        "updatedAt": "2026-11-22T18:33:22.138Z",
    });
    assert_eq!(body["user"], user);
    let without = json!({ "email": "grace@example.com", "password": "any password" });
    assert_eq!(server.post("/sign-in/email", without, &[]).0, 401);
}

#[rstest]
fn a_second_time_changes_nothing(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    if !on.is_wanted() {
        return;
    }
    let into = TestDatabase::new(on);
    let lines =
        format!("{ADA}\n{{\"email\":\"grace@example.com\"}}\n{{\"email\":\"GRACE@example.com\"}}");
    let ran = import(&into, &["-"], &lines).expect(0);
    assert_eq!(ran.said(), "imported 2, already there 1, refused 0\n");
    into.execute(r#"UPDATE "user" SET "name" = 'renamed'"#);
    let ran = import(&into, &["-"], &lines).expect(0);
    assert_eq!(ran.said(), "imported 0, already there 3, refused 0\n");
    assert_eq!(into.text(r#"SELECT DISTINCT "name" FROM "user""#), ["renamed"]);
    assert_eq!([count(&into, "user"), count(&into, "account")], ["2", "1"]);
}

#[rstest]
fn a_bad_line_is_named_by_its_number_and_the_rest_goes_on(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    if !on.is_wanted() {
        return;
    }
    let into = TestDatabase::new(on);
    let lines = [
        (ADA, ""),
        ("[]", "not a JSON object"),
        (r#"{"email":"a@example.com","passwort":"s3cret"}"#, "unknown member passwort"),
        (r#"{"email":"nobody"}"#, "email is not an e-mail address"),
        (r#"{"name":"nobody"}"#, "email is not an e-mail address"),
        (r#"{"email":"b@example.com","password":"s3cret"}"#, "password is not a scrypt hash"),
        (
            r#"{"email":"c@example.com","emailVerified":"s3cret"}"#,
            "emailVerified is not true or false",
        ),
        (r#"{"email":"d@example.com","createdAt":"s3cret"}"#, "createdAt is not a time"),
        (r#"{"email":"e@example.com","name":"s3cret\u0000"}"#, "name is not a text without U+0000"),
        (r#"{"email":"f@example.com","id":"s3 cret"}"#, "id is not a text of 1 to 255"),
        (
            r#"{"email":"ada@example.com","id":"another"}"#,
            "ada@example.com belongs to the user ege6",
        ),
        (
            r#"{"email":"g@example.com","id":"ege6gk4PUsxC59CwUNr90bMNAinVGL7w"}"#,
            "belongs to ada@example.com",
        ),
        (r#"{"email":"last@example.com","image":null}"#, ""),
    ];
    let text = lines.map(|(line, _)| line).join("\n");
    let ran = import(&into, &["-"], &text).expect(1);
    let complained = ran.complained();
    assert_eq!(ran.said(), "imported 2, already there 0, refused 11\n", "{complained}");
    for (number, (_, why)) in (1..).zip(lines).filter(|(_, (_, why))| !why.is_empty()) {
        let named = complained.lines().find(|line| line.starts_with(&format!("line {number}: ")));
        assert!(named.is_some_and(|line| line.contains(why)), "{number} {why}:\n{complained}");
    }
    assert!(!complained.contains("s3cret") && !complained.contains("s3 cret"), "{complained}");
    let order = r#"SELECT "email" FROM "user" ORDER BY "email""#;
    assert_eq!(into.text(order), ["ada@example.com", "last@example.com"]);
}

#[rstest]
fn many_lines_are_counted_where_nobody_watches_a_bar(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    if !on.is_wanted() {
        return;
    }
    let into = TestDatabase::new(on);
    let mut lines = String::new();
    for number in 0..10_600 {
        _ = writeln!(lines, r#"{{"email":"user{number}@example.com"}}"#);
    }
    let ran = import(&into, &["-"], &lines).expect(0);
    assert_eq!(ran.said(), "imported 10600, already there 0, refused 0\n");
    assert!(ran.complained().lines().any(|line| line == "10000 users"), "{}", ran.complained());
    assert_eq!(count(&into, "user"), "10600");
}

#[rstest]
fn another_database_is_taken_in_with_its_sessions_and_left_as_it_is(
    #[values(Backend::Sqlite, Backend::Postgres)] from: Backend,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    if !on.is_wanted() {
        return;
    }
    let Some(source) = database(from, "1.7.25") else { return };
    let place = Place::new();
    let into = TestDatabase::new(on);
    let url = [("DATABASE_URL", into.url()), ("BETTER_AUTH_SECRET", SECRET)];
    place.write("source", &format!("{}\n", source.url()));
    let ran = place.run(&["import", "--from-file", "source", "--sessions"], &url).expect(0);
    assert_eq!(ran.said(), "imported 4, already there 0, refused 0\n");
    let ran = place.run(&["import", "--from", source.url()], &url).expect(0);
    assert_eq!(ran.said(), "imported 0, already there 4, refused 0\n");

    // Of five sessions one is over.
    let counts = ["user", "account", "session"].map(|table| count(&into, table));
    assert_eq!(counts, ["4", "4", "4"]);
    let octo = r#"SELECT "accessToken" || "scope" FROM "account" WHERE "providerId" = 'github'"#;
    assert_eq!(into.text(octo), ["gho_fixture_accessread:user,user:email"]);

    let server = place.serve(&url);
    let body = json!({ "email": "ada@example.com", "password": ADAS });
    assert_eq!(server.post("/sign-in/email", body, &[]).0, 200);
    let cookie = "better-auth.session_token=ecMLpFyJdsAdCNWAdhzXBAPFFgeV48g0.g0SP4kwmC627aYk2urgzQqStf%2FQ5IZl7b2IyEw4KCHs%3D";
    let (_, session) = server.get("/api/auth/get-session", &[("cookie", cookie)]);
    assert_eq!(session["user"]["email"], "ada@example.com", "{session}");

    let counts = ["user", "account", "session", "jwks"].map(|table| count(&source, table));
    assert_eq!(counts, ["4", "4", "5", "1"]);
    if from == Backend::Sqlite {
        assert_eq!(source.text("PRAGMA journal_mode"), ["delete"]);
    }
}

#[rstest]
fn without_being_asked_for_sessions_stay_where_they_are(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(source) = database(on, "1.7.25") else { return };
    let into = TestDatabase::new(on);
    import(&into, &["--from", source.url()], "").expect(0);
    assert_eq!([count(&into, "user"), count(&into, "session")], ["4", "0"]);
}

/// An address that is taken, an account whose id is: each is told, the others are taken in.
#[rstest]
fn who_clashes_with_somebody_is_left_out(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(source) = database(on, "1.7.25") else { return };
    let into = TestDatabase::new(on);
    import(&into, &["-"], r#"{"id":"other","email":"ada@example.com"}"#).expect(0);
    let now = "'2026-01-01T00:00:00.000Z'";
    into.execute(&format!(
        r#"INSERT INTO "account" ("id", "accountId", "providerId", "userId", "createdAt", "updatedAt")
           VALUES ('75sv5oLQrBL746VcFaIRhviDfSLYVBQK', '1', 'x', 'other', {now}, {now})"#
    ));
    let ran = import(&into, &["--from", source.url()], "").expect(1);
    assert_eq!(ran.said(), "imported 2, already there 0, refused 2\n");
    let complained = ran.complained();
    assert!(complained.contains("ada@example.com belongs to the user other"), "{complained}");
    assert!(complained.contains("octo@example.com: something that belongs to"), "{complained}");
    assert_eq!([count(&into, "user"), count(&into, "account")], ["3", "3"]);
}

#[test]
fn what_cannot_be_read_is_said() {
    let place = Place::new();
    let foreign = TestDatabase::new(Backend::Sqlite);
    foreign.execute(r#"CREATE TABLE "user" (id integer PRIMARY KEY)"#);
    for (arguments, code, why) in [
        (["--from", foreign.url()], 1, "user.id"),
        (["--from", "sqlite://nowhere.db"], 1, "no such file"),
        (["--from", "mysql://localhost/x"], 1, "sqlite:// or postgres://"),
        (["users.jsonl", "--sessions"], 78, "--sessions"),
    ] {
        let ran = place.run(&[&["import"], arguments.as_slice()].concat(), &[]).expect(code);
        assert!(ran.complained().contains(why), "{}", ran.complained());
    }
    let ran = place.run(&["import", "nowhere.jsonl"], &[]).expect(1);
    assert!(ran.complained().contains("nowhere.jsonl"), "{}", ran.complained());
    place.run(&["import"], &[]).expect(78);
    assert!(!place.path().join("nowhere.db").exists());
}
