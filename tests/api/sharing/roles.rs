use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::Shared;

#[rstest]
fn each_sees_what_they_are_to_a_task(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(shared) = Shared::spawn(on) else { return };
    let role = |token: &str| {
        let answer = shared.app.get(&shared.task).bearer(token).send();
        (answer.status, answer.json()["role"].as_str().map(str::to_owned))
    };
    assert_eq!(role(&shared.ada), (200, Some("owner".to_owned())));
    assert_eq!(role(&shared.eve), (200, Some("editor".to_owned())));
    assert_eq!(role(&shared.vic), (200, Some("viewer".to_owned())));
    assert_eq!(role(&shared.sam), (404, None));
}

#[rstest]
fn lists_tell_ones_own_from_what_others_share(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let own = json!({ "title": "eve's" });
    shared.app.post("/api/tasks").bearer(&shared.eve).json(own).send().expect(201);
    let list = |token: &str, scope: &str| -> Vec<(String, String)> {
        let path = format!("/api/tasks?scope={scope}");
        let page = shared.app.get(&path).bearer(token).send().expect(200).json();
        let text = |task: &Value, name: &str| task[name].as_str().unwrap().to_owned();
        let items = page["items"].as_array().unwrap().iter();
        items.map(|task| (text(task, "title"), text(task, "role"))).collect()
    };
    let pair = |title: &str, role: &str| (title.to_owned(), role.to_owned());
    assert_eq!(list(&shared.ada, "mine"), [pair("ada's", "owner")]);
    assert_eq!(list(&shared.ada, "shared"), []);
    assert_eq!(list(&shared.eve, "mine"), [pair("eve's", "owner")]);
    assert_eq!(list(&shared.eve, "shared"), [pair("ada's", "editor")]);
    assert_eq!(list(&shared.eve, "all"), [pair("eve's", "owner"), pair("ada's", "editor")]);
    assert_eq!(list(&shared.vic, "all"), [pair("ada's", "viewer")]);
    assert_eq!(list(&shared.sam, "all"), []);
}

#[rstest]
fn editors_change_viewers_look_and_only_owners_delete(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let patch = |token: &str| {
        shared.app.patch(&shared.task).bearer(token).json(json!({ "title": "changed" })).send()
    };
    let delete = |token: &str| shared.app.delete(&shared.task).bearer(token).send();
    patch(&shared.vic).expect_error(403, "FORBIDDEN");
    patch(&shared.sam).expect_error(404, "TASK_NOT_FOUND");
    let changed = patch(&shared.eve).expect(200).json();
    assert_eq!((&changed["title"], &changed["role"]), (&json!("changed"), &json!("editor")));

    delete(&shared.eve).expect_error(403, "FORBIDDEN");
    delete(&shared.vic).expect_error(403, "FORBIDDEN");
    delete(&shared.sam).expect_error(404, "TASK_NOT_FOUND");
    delete(&shared.ada).expect(204);
    for token in [&shared.ada, &shared.eve, &shared.vic] {
        shared.app.get(&shared.task).bearer(token).send().expect_error(404, "TASK_NOT_FOUND");
    }
}

#[rstest]
fn a_stranger_is_answered_below_a_task_as_if_it_were_not_there(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let said = json!({ "text": "hm" });
    let made = shared.app.post(&shared.path("/comments")).bearer(&shared.ada).json(said).send();
    let comment = made.expect(201).json()["id"].as_str().unwrap().to_owned();
    let no_ones = "01933e2a-5b7c-7def-8123-456789abcdef";
    let member = json!({ "email": "vic@example.com", "role": "viewer" });
    let text = json!({ "text": "x" });
    for (method, below, body) in [
        ("GET", "/members".to_owned(), None),
        ("POST", "/members".to_owned(), Some(&member)),
        ("DELETE", format!("/members/{no_ones}"), None),
        ("GET", "/comments".to_owned(), None),
        ("POST", "/comments".to_owned(), Some(&text)),
        ("PATCH", format!("/comments/{comment}"), Some(&text)),
        ("DELETE", format!("/comments/{comment}"), None),
    ] {
        let [foreign, missing] =
            [shared.path(&below), format!("/api/tasks/{no_ones}{below}")].map(|path| {
                let request = shared.app.request(method, &path).bearer(&shared.sam);
                let answer = match body {
                    Some(body) => request.json(body.clone()).send(),
                    None => request.send(),
                };
                answer.expect_error(404, "TASK_NOT_FOUND").text
            });
        assert_eq!(foreign, missing, "{method} {below}");
    }
}
