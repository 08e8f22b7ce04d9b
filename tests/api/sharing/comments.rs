use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::Shared;
use crate::client::Answer;

fn say(shared: &Shared, token: &str, text: &str) -> Answer {
    let path = shared.path("/comments");
    shared.app.post(&path).bearer(token).json(json!({ "text": text })).send()
}

fn texts(shared: &Shared, token: &str) -> Vec<String> {
    let page = shared.app.get(&shared.path("/comments")).bearer(token).send().expect(200).json();
    let items = page["items"].as_array().unwrap().iter();
    items.map(|comment| comment["text"].as_str().unwrap().to_owned()).collect()
}

#[rstest]
fn who_may_change_a_task_may_comment_and_who_may_see_it_may_read(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let first = say(&shared, &shared.ada, "first").expect(201);
    let comment = first.json();
    assert_eq!(
        comment.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["authorId", "createdAt", "id", "taskId", "text", "updatedAt"]
    );
    let me = shared.app.get("/api/me").bearer(&shared.ada).send().expect(200).json();
    assert_eq!(comment["authorId"], me["id"]);
    say(&shared, &shared.eve, "second").expect(201);
    say(&shared, &shared.vic, "third").expect_error(403, "FORBIDDEN");
    for token in [&shared.ada, &shared.eve, &shared.vic] {
        assert_eq!(texts(&shared, token), ["second", "first"]);
    }
}

#[rstest]
fn a_comment_is_its_authors_to_change_and_the_owners_to_delete(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let path =
        |comment: &Value| shared.path(&format!("/comments/{}", comment["id"].as_str().unwrap()));
    let edit = |token: &str, path: &str| {
        shared.app.patch(path).bearer(token).json(json!({ "text": "changed" })).send()
    };
    let delete = |token: &str, path: &str| shared.app.delete(path).bearer(token).send();
    let adas = path(&say(&shared, &shared.ada, "ada's").expect(201).json());
    let eves = path(&say(&shared, &shared.eve, "eve's").expect(201).json());
    let eves_other = path(&say(&shared, &shared.eve, "eve's other").expect(201).json());

    edit(&shared.ada, &eves).expect_error(403, "FORBIDDEN");
    edit(&shared.eve, &adas).expect_error(403, "FORBIDDEN");
    assert_eq!(edit(&shared.eve, &eves).expect(200).json()["text"], "changed");
    delete(&shared.eve, &adas).expect_error(403, "FORBIDDEN");
    delete(&shared.vic, &adas).expect_error(403, "FORBIDDEN");
    delete(&shared.eve, &eves).expect(204);
    delete(&shared.ada, &eves_other).expect(204);
    delete(&shared.ada, &eves_other).expect_error(404, "COMMENT_NOT_FOUND");
    assert_eq!(texts(&shared, &shared.vic), ["ada's"]);
}

#[rstest]
fn a_comment_is_not_found_under_another_task(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let comment = say(&shared, &shared.ada, "here").expect(201).json();
    let made = shared.app.post("/api/tasks").bearer(&shared.ada).json(json!({ "title": "other" }));
    let other = made.send().expect(201).json()["id"].as_str().unwrap().to_owned();
    let path = format!("/api/tasks/{other}/comments/{}", comment["id"].as_str().unwrap());
    let answer = shared.app.delete(&path).bearer(&shared.ada).send();
    answer.expect_error(404, "COMMENT_NOT_FOUND");
    assert_eq!(texts(&shared, &shared.ada), ["here"]);
}

#[rstest]
fn whoever_loses_a_task_loses_their_say(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(shared) = Shared::spawn(on) else { return };
    let comment = say(&shared, &shared.eve, "eve's").expect(201).json();
    let members = shared.app.get(&shared.path("/members")).bearer(&shared.eve).send().json();
    let member = members["items"][0]["id"].as_str().unwrap().to_owned();
    let path = shared.path(&format!("/members/{member}"));
    shared.app.delete(&path).bearer(&shared.ada).send().expect(204);
    let path = shared.path(&format!("/comments/{}", comment["id"].as_str().unwrap()));
    let edit = shared.app.patch(&path).bearer(&shared.eve).json(json!({ "text": "still here" }));
    edit.send().expect_error(404, "TASK_NOT_FOUND");
    assert_eq!(texts(&shared, &shared.ada), ["eve's"]);
}

#[rstest]
#[case(json!({}), "text")]
#[case(json!({ "text": "" }), "text: expected 1 to 2000 characters")]
#[case(json!({ "text": "x".repeat(2_001) }), "text: expected 1 to")]
#[case(json!({ "text": "x", "authorId": "someone" }), "authorId")]
fn a_body_that_says_nothing_is_refused(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] body: Value,
    #[case] says: &str,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let answer = shared.app.post(&shared.path("/comments")).bearer(&shared.ada).json(body).send();
    let error = answer.expect_error(400, "INVALID_BODY").json();
    assert!(error["message"].as_str().unwrap().contains(says), "{error}");
}
