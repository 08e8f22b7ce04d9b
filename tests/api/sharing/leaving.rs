//! Going for good, and taking one's own along.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::Shared;
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

fn counts(app: &TestApp) -> Vec<String> {
    let tables = ["tasks", "task_members", "comments", r#""user""#, "session", "account"];
    let count = |table: &str| {
        app.database.text(&format!("SELECT CAST(COUNT(*) AS text) FROM {table}")).remove(0)
    };
    tables.into_iter().map(count).collect()
}

fn export(app: &TestApp, token: &str) -> Vec<Value> {
    let answer = app.get("/api/me/export").bearer(token).send().expect(200);
    assert_eq!(answer.header("content-type"), Some("application/x-ndjson"));
    answer.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[rstest]
fn deleting_a_user_deletes_all_that_is_theirs_and_nothing_else(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let app = &shared.app;
    let mut eve = Browser::new(app);
    eve.sign_in("eve", PASSWORD).expect(200);
    for (token, text) in [(&shared.ada, "ada's"), (&shared.eve, "eve's")] {
        let path = shared.path("/comments");
        app.post(&path).bearer(token).json(json!({ "text": text })).send().expect(201);
    }
    app.post("/api/tasks").bearer(&shared.eve).json(json!({ "title": "eve's" })).send().expect(201);
    assert_eq!(counts(app), ["2", "2", "2", "4", "5", "4"]);

    eve.post("/delete-user", json!({ "password": "not hers" }))
        .expect_error(400, "INVALID_PASSWORD");
    assert_eq!(counts(app), ["2", "2", "2", "4", "5", "4"]);
    let gone = eve.post("/delete-user", json!({ "password": PASSWORD })).expect(200);
    assert_eq!(gone.json(), json!({ "success": true, "message": "User deleted" }));
    assert_eq!(eve.cookie("better-auth.session_token"), None);
    // Ada's task, Vic's membership and Ada's comment are left.
    assert_eq!(counts(app), ["1", "1", "1", "3", "3", "3"]);
    eve.sign_in("eve", PASSWORD).expect(401);
    assert_eq!(export(app, &shared.ada).len(), 4);
}

#[rstest]
fn without_a_password_only_a_fresh_session_deletes_its_user(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    app.post("/api/auth/delete-user").json(json!({})).send().expect(401);
    app.advance(TimeDelta::days(1) + TimeDelta::seconds(1));
    ada.post("/delete-user", json!({})).expect_error(400, "SESSION_EXPIRED");
    ada.post("/delete-user", json!({ "token": "made up" })).expect_error(404, "INVALID_TOKEN");
    ada.sign_in("ada", PASSWORD).expect(200);
    ada.post("/delete-user", json!({})).expect(200);
    ada.sign_up("ada").expect(200);
}

#[rstest]
fn what_one_said_where_one_was_shut_out_since_is_exported_and_goes_with_one(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let (app, path) = (&shared.app, shared.path("/comments"));
    let said = app.post(&path).bearer(&shared.eve).json(json!({ "text": "eve's" }));
    said.send().expect(201);
    let members = app.get(&shared.path("/members")).bearer(&shared.ada).send().expect(200);
    let members = members.json()["items"].as_array().unwrap().clone();
    let eves = members.iter().find(|member| member["email"] == "eve@example.com").unwrap();
    let eves = shared.path(&format!("/members/{}", eves["id"].as_str().unwrap()));
    app.delete(&eves).bearer(&shared.ada).send().expect(204);

    app.get(&path).bearer(&shared.eve).send().expect_error(404, "TASK_NOT_FOUND");
    let eves = export(app, &shared.eve);
    assert_eq!((eves.len(), &eves[0]["table"]), (2, &json!("comment")));

    let mut eve = Browser::new(app);
    eve.sign_in("eve", PASSWORD).expect(200);
    eve.post("/delete-user", json!({ "password": PASSWORD })).expect(200);
    let left = app.get(&path).bearer(&shared.ada).send().expect(200);
    assert_eq!(left.json()["items"], json!([]));
}

/// More rows than fit a page, of every table, and none of anyone else's.
#[rstest]
fn an_export_is_all_that_is_ones_own(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(shared) = Shared::spawn(on) else { return };
    let app = &shared.app;
    for n in 0..120 {
        let title = json!({ "title": format!("task {n}") });
        app.post("/api/tasks").bearer(&shared.ada).json(title).send().expect(201);
    }
    let comment = app.post(&shared.path("/comments")).bearer(&shared.eve);
    comment.json(json!({ "text": "eve's" })).send().expect(201);

    let adas = export(app, &shared.ada);
    let of = |lines: &[Value], table: &str| lines.iter().filter(|l| l["table"] == table).count();
    assert_eq!((of(&adas, "task"), of(&adas, "member"), of(&adas, "comment")), (121, 2, 1));
    assert_eq!(adas.last(), Some(&json!({ "complete": true })));
    let eves = export(app, &shared.eve);
    assert_eq!((of(&eves, "task"), of(&eves, "member"), of(&eves, "comment")), (0, 1, 1));
    assert_eq!(export(app, &shared.sam), [json!({ "complete": true })]);
    app.get("/api/me/export").send().expect_error(401, "MISSING_TOKEN");
}
