use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{create_titled, path_of, titles};
use crate::{app::TestApp, browser::Browser, client::Answer};

const NO_ONES: &str = "/api/tasks/01933e2a-5b7c-7def-8123-456789abcdef";

#[rstest]
fn someone_elses_task_is_not_in_the_list(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let ada = Browser::signed_up(&app, "ada").token();
    let bob = Browser::signed_up(&app, "bob").token();
    create_titled(&app, &ada, "ada's");
    create_titled(&app, &bob, "bob's");
    for (token, own) in [(&ada, "ada's"), (&bob, "bob's")] {
        for query in ["", "?limit=100", "?q=s", "?completed=false"] {
            let page = app.get(&format!("/api/tasks{query}")).bearer(token).send().expect(200);
            assert_eq!(titles(&page.json()), [own]);
        }
    }
}

/// The cursor is an id, and an id is no key to anything.
#[rstest]
fn someone_elses_cursor_shows_only_ones_own(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let ada = Browser::signed_up(&app, "ada").token();
    let bob = Browser::signed_up(&app, "bob").token();
    create_titled(&app, &bob, "bob's");
    create_titled(&app, &ada, "ada's");
    let newest = create_titled(&app, &bob, "bob's newest");
    let path = format!("/api/tasks?cursor={}", newest["id"].as_str().unwrap());
    assert_eq!(titles(&app.get(&path).bearer(&ada).send().expect(200).json()), ["ada's"]);
}

#[rstest]
fn someone_elses_task_is_answered_as_one_that_is_not_there(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let ada = Browser::signed_up(&app, "ada").token();
    let bob = Browser::signed_up(&app, "bob").token();
    let task = create_titled(&app, &ada, "ada's");
    let path = path_of(&task);

    let ask = |method: &str, path: &str| -> Answer {
        let request = app.request(method, path).bearer(&bob);
        match method {
            "PATCH" => request.json(json!({ "title": "stolen" })).send(),
            _ => request.send(),
        }
    };
    for method in ["GET", "PATCH", "DELETE"] {
        let foreign = ask(method, &path).expect_error(404, "TASK_NOT_FOUND");
        for other in [NO_ONES, "/api/tasks/nonsense", "/api/tasks/1", "/api/tasks/%00"] {
            let missing = ask(method, other).expect_error(404, "TASK_NOT_FOUND");
            assert_eq!(foreign.text, missing.text, "{method} {other}");
            assert!(foreign.headers.keys().eq(missing.headers.keys()), "{method} {other}");
        }
    }
    assert_eq!(app.get(&path).bearer(&ada).send().expect(200).json(), task);
}

#[rstest]
#[case::owner_id(json!({ "owner_id": "BOB" }))]
#[case::owner(json!({ "ownerId": "BOB" }))]
#[case::user(json!({ "userId": "BOB" }))]
#[case::sub(json!({ "sub": "BOB" }))]
#[case::id(json!({ "id": "01933e2a-5b7c-7def-8123-456789abcdef" }))]
#[case::made(json!({ "createdAt": "2020-01-01T00:00:00Z" }))]
fn what_is_not_the_clients_to_say_is_refused_by_name(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] extra: Value,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut bob = Browser::signed_up(&app, "bob");
    let bobs_id = bob.get("/get-session").json()["user"]["id"].as_str().unwrap().to_owned();
    let ada = Browser::signed_up(&app, "ada").token();
    let task = create_titled(&app, &ada, "ada's");
    let (name, value) = extra.as_object().unwrap().iter().next().unwrap();
    let value = if value == "BOB" { bobs_id.into() } else { value.clone() };

    let body = json!({ "title": "x", name: value });
    for request in [app.post("/api/tasks"), app.patch(&path_of(&task))] {
        let answer = request.bearer(&ada).json(body.clone()).send();
        let error = answer.expect_error(400, "INVALID_BODY").json();
        assert!(error["message"].as_str().unwrap().contains(&format!("`{name}`")), "{error}");
    }
    let bobs = app.get("/api/tasks").bearer(&bob.token()).send().expect(200).json();
    assert_eq!(bobs["items"], json!([]));
}

#[rstest]
fn a_session_cookie_opens_no_data(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let bob = Browser::signed_up(&app, "bob");
    let session_token = ada.get("/get-session").json()["session"]["token"].clone();
    let alone = app.get("/api/tasks").cookie(&ada.cookies()).send();
    alone.expect_error(401, "MISSING_TOKEN");
    let as_bearer = app.get("/api/tasks").bearer(session_token.as_str().unwrap()).send();
    as_bearer.expect_error(401, "INVALID_TOKEN");

    // Beside a token the cookie is ignored, whosever it is.
    let me = app.get("/api/me").bearer(&ada.token()).cookie(&bob.cookies()).send().expect(200);
    assert_eq!(me.json()["email"], "ada@example.com");
}
