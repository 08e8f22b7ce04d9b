use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use crate::{app::TestApp, browser::Browser};

fn create(app: &TestApp, token: &str, task: Value) -> Value {
    app.post("/api/tasks").bearer(token).json(task).send().expect(201).json()
}

#[rstest]
fn a_task_is_made_read_changed_and_deleted(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();

    let sent = json!({ "title": "Learn Ownly" });
    let made = app.post("/api/tasks").bearer(&token).json(sent).send().expect(201);
    let task = made.json();
    let path = format!("/api/tasks/{}", task["id"].as_str().unwrap());
    assert_eq!(made.header("location"), Some(path.as_str()));
    assert_eq!(task["title"], "Learn Ownly");
    assert_eq!(task["description"], Value::Null);
    assert_eq!(task["completed"], false);
    assert_eq!(task["dueAt"], Value::Null);
    assert_eq!(task["createdAt"], task["updatedAt"]);

    assert_eq!(app.get(&path).bearer(&token).send().expect(200).json(), task);

    app.advance(chrono::TimeDelta::seconds(5));
    let change = json!({ "completed": true });
    let changed = app.patch(&path).bearer(&token).json(change).send().expect(200).json();
    assert_eq!(changed["completed"], true);
    assert_eq!(changed["title"], "Learn Ownly");
    assert_eq!(changed["createdAt"], task["createdAt"]);
    assert!(changed["updatedAt"].as_str() > task["updatedAt"].as_str());

    let gone = app.delete(&path).bearer(&token).send().expect(204);
    assert_eq!(gone.text, "");
    app.get(&path).bearer(&token).send().expect_error(404, "TASK_NOT_FOUND");
}
