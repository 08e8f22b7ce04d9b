//! Tasks that are shared: members and comments, as the owner, an editor and a viewer have them.

use serde_json::{Value, json};

use super::{Site, tasks::all_pages};
use crate::browser::Browser;

pub(super) fn tour(site: &Site) {
    let app = &site.app;
    let [ola, eve] = ["ola", "eve"].map(|name| Browser::signed_up(app, name).token());
    app.database.execute(r#"UPDATE "user" SET "emailVerified" = true"#);
    let made = app.post("/api/tasks").bearer(&ola).json(json!({ "title": "shared" })).send();
    let task = format!("/api/tasks/{}", made.expect(201).json()["id"].as_str().unwrap());
    let share = |name: &str, role: &str| -> Value {
        let body = json!({ "email": format!("{name}@example.com"), "role": role });
        app.post(&format!("{task}/members")).bearer(&ola).json(body).send().json()
    };
    share("eve", "viewer");
    // In another role, and with someone who comes later.
    share("eve", "editor");
    share("vic", "viewer");
    let vic = Browser::signed_up(app, "vic").token();
    app.database.execute(r#"UPDATE "user" SET "emailVerified" = true"#);

    let mut left = String::new();
    for token in [&ola, &eve, &vic] {
        let members = app.get(&format!("{task}/members")).bearer(token).send().expect(200).json();
        let last = members["items"].as_array().unwrap().last().unwrap();
        last["id"].as_str().unwrap().clone_into(&mut left);
        app.get(&task).bearer(token).send().expect(200);
        for scope in ["mine", "shared", "all"] {
            all_pages(site, token, &format!("limit=1&scope={scope}"));
        }
    }
    app.patch(&task).bearer(&eve).json(json!({ "completed": true })).send().expect(200);
    app.patch(&task).bearer(&vic).json(json!({ "completed": true })).send().expect(403);
    comments(site, &task, [&ola, &eve, &vic]);
    for token in [&ola, &eve] {
        app.get("/api/me/export").bearer(token).send().expect(200);
    }
    app.delete(&task).bearer(&eve).send().expect(403);
    app.delete(&format!("{task}/members/{left}")).bearer(&vic).send().expect(204);
    let eves = share("eve", "viewer");
    let eves = format!("{task}/members/{}", eves["id"].as_str().unwrap());
    app.delete(&eves).bearer(&ola).send().expect(204);
    app.delete(&task).bearer(&ola).send().expect(204);
}

fn comments(site: &Site, task: &str, [ola, eve, vic]: [&String; 3]) {
    let app = &site.app;
    let all = format!("{task}/comments");
    let say = |token: &str, text: &str| {
        let said = app.post(&all).bearer(token).json(json!({ "text": text })).send().expect(201);
        format!("{all}/{}", said.json()["id"].as_str().unwrap())
    };
    let (first, second) = (say(ola, "first"), say(eve, "second"));
    for token in [ola, eve, vic] {
        let page = app.get(&format!("{all}?limit=1")).bearer(token).send().expect(200).json();
        let next = format!("{all}?limit=1&cursor={}", page["nextCursor"].as_str().unwrap());
        app.get(&next).bearer(token).send().expect(200);
    }
    app.patch(&second).bearer(eve).json(json!({ "text": "else" })).send().expect(200);
    app.patch(&first).bearer(eve).json(json!({ "text": "else" })).send().expect(403);
    app.delete(&second).bearer(eve).send().expect(204);
    let third = say(eve, "third");
    app.delete(&third).bearer(ola).send().expect(204);
}
