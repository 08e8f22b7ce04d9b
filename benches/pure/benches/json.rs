//! JSON: a page of tasks as it is sent, and the body of a new one as it is read.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has nothing to tell")]

use std::hint::black_box;

use ownly::tasks::{CreateTask, Role, Task};
use ownly_benches::{Side, run};
use serde_json::Value;
use wall::{Id, Page};

const BODY: &[u8] = br#"{
    "title": "Buy milk", "description": "Two litres, and none of the sweet one",
    "completed": false, "dueAt": "2027-01-01T12:00:00+01:00"
}"#;

fn main() {
    let page = page();
    let text = serde_json::to_string(&page).unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&text).unwrap()["items"].as_array().unwrap().len(),
        20
    );
    let value: Value = serde_json::from_str(&text).unwrap();
    let sides = [
        Side::new("write a page", || _ = black_box(serde_json::to_string(&page).unwrap())),
        Side::new("write it as a value", || _ = black_box(serde_json::to_string(&value).unwrap())),
        Side::new("copy a page", || _ = black_box(text.clone())),
        // As the program does, which names the member that is wrong.
        Side::new("read a body", || {
            let mut json = serde_json::Deserializer::from_slice(BODY);
            let task: CreateTask = serde_path_to_error::deserialize(&mut json).unwrap();
            json.end().unwrap();
            black_box(task);
        }),
        Side::new("read it without names", || {
            black_box(serde_json::from_slice::<CreateTask>(BODY).unwrap());
        }),
        Side::new("read it as a value", || {
            black_box(serde_json::from_slice::<Value>(BODY).unwrap());
        }),
    ];
    let pairs = [
        ("write a page", "write it as a value"),
        ("write a page", "copy a page"),
        ("write a page", "read a body"),
        ("read a body", "read it without names"),
        ("read a body", "read it as a value"),
    ];
    run("json", &sides, &pairs);
}

fn page() -> Page<Task, String> {
    let now = chrono::DateTime::from_timestamp_millis(1_798_761_600_123).unwrap();
    let task = |n: u32| Task {
        id: Id::parse(&format!("01933e2a-5b7c-7def-8123-{n:012x}")).unwrap(),
        title: format!("task {n} of a user"),
        description: n
            .is_multiple_of(2)
            .then(|| "what there is to say of it, in a line".to_owned()),
        completed: n.is_multiple_of(3),
        due_at: n.is_multiple_of(4).then(|| now.into()),
        created_at: now.into(),
        updated_at: now.into(),
        role: Role::Owner,
    };
    let items: Vec<_> = (0..20).map(task).collect();
    let next_cursor = Some(items[19].id.to_string());
    Page { items, next_cursor }
}
