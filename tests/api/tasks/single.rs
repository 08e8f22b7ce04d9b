use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{create, create_titled, path_of};
use crate::{app::TestApp, browser::Browser};

#[rstest]
fn a_task_is_made_read_changed_and_deleted(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();

    let sent = json!({ "title": "Learn Ownly" });
    let made = app.post("/api/tasks").bearer(&token).json(sent).send().expect(201);
    let task = made.json();
    let path = path_of(&task);
    assert_eq!(made.header("location"), Some(path.as_str()));
    assert_eq!(
        task.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["completed", "createdAt", "description", "dueAt", "id", "title", "updatedAt"]
    );
    assert_eq!(task["title"], "Learn Ownly");
    assert_eq!(task["description"], Value::Null);
    assert_eq!(task["completed"], false);
    assert_eq!(task["dueAt"], Value::Null);
    assert_eq!(task["createdAt"], task["updatedAt"]);
    assert_eq!(&task["id"].as_str().unwrap()[14..15], "7", "a UUID of version 7");

    assert_eq!(app.get(&path).bearer(&token).send().expect(200).json(), task);

    app.advance(TimeDelta::seconds(5));
    let change = json!({ "completed": true });
    let changed = app.patch(&path).bearer(&token).json(change).send().expect(200).json();
    assert_eq!(changed["completed"], true);
    assert_eq!(changed["title"], "Learn Ownly");
    assert_eq!(changed["createdAt"], task["createdAt"]);
    assert!(changed["updatedAt"].as_str() > task["updatedAt"].as_str());
    assert_eq!(app.get(&path).bearer(&token).send().expect(200).json(), changed);

    let gone = app.delete(&path).bearer(&token).send().expect(204);
    assert_eq!(gone.text, "");
    app.get(&path).bearer(&token).send().expect_error(404, "TASK_NOT_FOUND");
    app.delete(&path).bearer(&token).send().expect_error(404, "TASK_NOT_FOUND");
}

#[rstest]
fn everything_a_task_holds_comes_back_as_it_was_sent(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let task = create(
        &app,
        &token,
        json!({
            "title": "Ünïcödé 😀 '; DROP TABLE tasks; --",
            "description": "two\nlines, a \"quote\" and a \\",
            "completed": true,
            "dueAt": "2027-03-01T10:00:00.123456+02:00",
        }),
    );
    assert_eq!(task["title"], "Ünïcödé 😀 '; DROP TABLE tasks; --");
    assert_eq!(task["description"], "two\nlines, a \"quote\" and a \\");
    assert_eq!(task["completed"], true);
    assert_eq!(task["dueAt"], "2027-03-01T08:00:00.123Z");
    assert_eq!(app.get(&path_of(&task)).bearer(&token).send().expect(200).json(), task);
}

#[rstest]
fn null_clears_what_can_be_empty_and_what_is_not_sent_stays(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let full = json!({ "title": "t", "description": "d", "dueAt": "2027-01-01T00:00:00Z" });
    let path = path_of(&create(&app, &token, full));
    let patch = |change: Value| app.patch(&path).bearer(&token).json(change).send();

    let task = patch(json!({ "description": null })).expect(200).json();
    assert_eq!(task["description"], Value::Null);
    assert_eq!(task["dueAt"], "2027-01-01T00:00:00.000Z");
    let task = patch(json!({ "dueAt": null, "title": "new" })).expect(200).json();
    assert_eq!(task["dueAt"], Value::Null);
    assert_eq!(task["title"], "new");
    for fixed in ["title", "completed"] {
        patch(json!({ fixed: null })).expect_error(400, "INVALID_BODY");
    }
}

#[rstest]
fn a_change_of_nothing_changes_nothing(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let task = create_titled(&app, &token, "as it was");
    app.advance(TimeDelta::seconds(5));
    let same = app.patch(&path_of(&task)).bearer(&token).json(json!({})).send().expect(200);
    assert_eq!(same.json(), task);
}

#[rstest]
fn a_users_data_is_for_no_cache(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let list = app.get("/api/tasks").bearer(&token).send().expect(200);
    assert_eq!(list.header("cache-control"), Some("no-store"));
    assert_eq!(list.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(list.header("content-type"), Some("application/json"));
}
