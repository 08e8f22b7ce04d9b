mod list;
mod ownership;
mod single;
mod sorted;
mod validation;

use serde_json::{Value, json};

use crate::app::TestApp;

/// Makes a task and reads it back.
fn create(app: &TestApp, token: &str, task: Value) -> Value {
    app.post("/api/tasks").bearer(token).json(task).send().expect(201).json()
}

fn create_titled(app: &TestApp, token: &str, title: &str) -> Value {
    create(app, token, json!({ "title": title }))
}

fn path_of(task: &Value) -> String {
    format!("/api/tasks/{}", task["id"].as_str().unwrap())
}

/// The titles of a list, in its order.
fn titles(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items.iter().map(|task| task["title"].as_str().unwrap()).collect()
}
