//! Tasks: every list that can be asked for, page by page, and each thing done to one.

use serde_json::{Value, json};

use super::Site;
use crate::browser::Browser;

const SORTS: [&str; 7] = ["", "createdAt", "-createdAt", "dueAt", "-dueAt", "title", "-title"];

pub(super) fn tour(site: &Site) {
    let ada = Browser::signed_up(&site.app, "ada").token();
    for n in 0..5 {
        let due = (n < 3).then_some("2027-01-01T00:00:00.000Z");
        let task = json!({ "title": format!("task {n}"), "description": "milk", "dueAt": due });
        site.app.post("/api/tasks").bearer(&ada).json(task).send().expect(201);
    }
    for sort in SORTS {
        for scope in ["mine", "shared", "all"] {
            for filter in ["", "&completed=false", "&q=milk", "&completed=false&q=milk"] {
                let sort = if sort.is_empty() { sort } else { &format!("&sort={sort}") };
                all_pages(site, &ada, &format!("limit=2&scope={scope}{sort}{filter}"));
            }
        }
    }
    one(site, &ada);
    site.app.get("/api/me").bearer(&ada).send().expect(200);
    site.app.get("/api/me/export").bearer(&ada).send().expect(200);
}

/// To the end, so that each statement that a page can need is run.
pub(super) fn all_pages(site: &Site, token: &str, query: &str) {
    let mut cursor = String::new();
    loop {
        let path = format!("/api/tasks?{query}{cursor}");
        let page = site.app.get(&path).bearer(token).send().expect(200).json();
        match &page["nextCursor"] {
            Value::String(next) => cursor = format!("&cursor={next}"),
            _ => return,
        }
    }
}

fn one(site: &Site, token: &str) {
    let body = json!({ "title": "to go" });
    let made = site.app.post("/api/tasks").bearer(token).json(body).send().expect(201).json();
    let path = format!("/api/tasks/{}", made["id"].as_str().unwrap());
    site.app.get(&path).bearer(token).send().expect(200);
    for change in [
        json!({}),
        json!({ "title": "other" }),
        json!({ "description": null }),
        json!({ "completed": true }),
        json!({ "dueAt": null, "title": "a third", "completed": false, "description": "more" }),
    ] {
        site.app.patch(&path).bearer(token).json(change).send().expect(200);
    }
    site.app.delete(&path).bearer(token).send().expect(204);
}
