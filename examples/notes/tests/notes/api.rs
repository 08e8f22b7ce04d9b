//! What is added gets all that Ownly does for its own.

use rstest::rstest;
use serde_json::{Value, json};
use testing::{Backend, TestDatabase};

use crate::program::{Server, User};

const NOTES: &str = "/api/notes";

fn write(user: &User<'_>, text: &str) -> Value {
    user.json("POST", NOTES, Some(json!({ "text": text })), 201)
}

#[rstest]
fn a_note_is_its_writers_alone(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    if !on.is_wanted() {
        return;
    }
    let database = TestDatabase::new(on);
    let server = Server::start(&database);
    let (ada, eve) = (User::signed_up(&server, "ada"), User::signed_up(&server, "eve"));
    let notes = ["milk", "bread", "ünï"].map(|text| write(&ada, text));

    let first = ada.json("GET", "/api/notes?limit=2", None, 200);
    assert_eq!(first["items"], json!([notes[2], notes[1]]));
    let next = format!("/api/notes?cursor={}", first["nextCursor"].as_str().unwrap());
    let last = json!({ "items": [notes[0]], "nextCursor": null });
    assert_eq!(ada.json("GET", &next, None, 200), last);
    assert_eq!(eve.json("GET", NOTES, None, 200), json!({ "items": [], "nextCursor": null }));

    let milk = format!("{NOTES}/{}", notes[0]["id"].as_str().unwrap());
    let foreign = eve.ask("DELETE", &milk, None, 404);
    assert!(foreign.contains("NOTE_NOT_FOUND"), "{foreign}");
    ada.ask("DELETE", &milk, None, 204);
    assert_eq!(ada.ask("DELETE", &milk, None, 404), foreign);
    assert_eq!(ada.ask("DELETE", &format!("{NOTES}/milk"), None, 404), foreign);
    for (method, path) in [("GET", NOTES), ("POST", NOTES), ("DELETE", milk.as_str())] {
        assert_eq!(server.status(method, path), 401, "{method} {path}");
    }
}

#[rstest]
fn a_note_that_names_an_owner_or_cannot_be_kept_is_refused(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    if !on.is_wanted() {
        return;
    }
    let database = TestDatabase::new(on);
    let server = Server::start(&database);
    let eve = User::signed_up(&server, "eve");
    for (body, named) in [
        (json!({ "text": "mine", "owner_id": "ada" }), "owner_id"),
        (json!({ "text": "mine", "id": "01933e2a-5b7c-7def-8123-456789abcdef" }), "id"),
        (json!({ "text": "" }), "text"),
        (json!({ "text": "x".repeat(1_001) }), "text"),
        (json!({ "text": "\0" }), "text"),
        (json!({}), "text"),
    ] {
        let answer = eve.json("POST", NOTES, Some(body), 400);
        assert_eq!(answer["code"], "INVALID_BODY");
        assert!(answer["message"].as_str().unwrap().contains(named), "{answer}");
    }
    write(&eve, &"ü".repeat(1_000));
    assert_eq!(database.text("SELECT CAST(COUNT(*) AS text) FROM notes"), ["1"]);
}

#[rstest]
fn notes_are_exported_and_go_with_their_writer_and_tasks_are_as_ever(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    if !on.is_wanted() {
        return;
    }
    let database = TestDatabase::new(on);
    let server = Server::start(&database);
    let (ada, eve) = (User::signed_up(&server, "ada"), User::signed_up(&server, "eve"));
    let task = ada.json("POST", "/api/tasks", Some(json!({ "title": "Learn Ownly" })), 201);
    assert_eq!(ada.json("GET", "/api/tasks", None, 200)["items"][0]["id"], task["id"]);
    let note = write(&ada, "milk");
    write(&eve, "eve's");

    let export = ada.ask("GET", "/api/me/export", None, 200);
    let lines = export.lines().map(|line| serde_json::from_str(line).unwrap());
    let lines: Vec<Value> = lines.collect();
    assert_eq!(lines.len(), 3, "{export}");
    assert!(lines.contains(&json!({ "table": "note", "row": note })), "{export}");
    ada.leave();
    assert_eq!(database.text("SELECT text FROM notes"), ["eve's"]);
    assert_eq!(database.text("SELECT title FROM tasks"), [""; 0]);
}

#[test]
fn on_postgresql_notes_are_under_row_level_security() {
    if !Backend::Postgres.is_wanted() {
        return;
    }
    let database = TestDatabase::new(Backend::Postgres);
    let _server = Server::start(&database);
    let policies = "SELECT polname::text FROM pg_policy
                    WHERE polrelid = 'notes'::regclass ORDER BY polname";
    assert_eq!(database.text(policies), ["ownly_add", "ownly_edit", "ownly_own", "ownly_see"]);
    let forced = "SELECT (relrowsecurity AND relforcerowsecurity)::text
                  FROM pg_class WHERE oid = 'notes'::regclass";
    assert_eq!(database.text(forced), ["true"]);
}
