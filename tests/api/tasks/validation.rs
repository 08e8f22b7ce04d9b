use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{create, create_titled, path_of};
use crate::{app::TestApp, browser::Browser};

#[rstest]
#[case::no_title(json!({}), "title")]
#[case::empty_title(json!({ "title": "" }), "title: expected 1 to 200 characters")]
#[case::long_title(json!({ "title": "x".repeat(201) }), "title: expected 1 to 200 characters")]
#[case::null_title(json!({ "title": null }), "title")]
#[case::number(json!({ "title": 1 }), "title: invalid type: integer `1`, expected a string")]
#[case::nul(json!({ "title": "a\u{0}b" }), "title: the character U+0000")]
#[case::long_description(
    json!({ "title": "x", "description": "x".repeat(10_001) }), "description: expected 0 to"
)]
#[case::nul_in_description(json!({ "title": "x", "description": "\u{0}" }), "description")]
#[case::text_for_truth(json!({ "title": "x", "completed": "true" }), "completed")]
#[case::no_time(json!({ "title": "x", "dueAt": "soon" }), "dueAt: expected a date and time")]
#[case::year_10000(json!({ "title": "x", "dueAt": "+10000-01-01T00:00:00Z" }), "dueAt")]
#[case::unix_time(json!({ "title": "x", "dueAt": 1_800_000_000 }), "dueAt")]
#[case::list(json!([]), "")]
#[case::text(json!("title"), "")]
#[case::null(json!(null), "")]
fn a_body_that_is_no_task_is_refused_and_says_where(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] body: Value,
    #[case] says: &str,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let answer = app.post("/api/tasks").bearer(&token).json(body).send();
    let error = answer.expect_error(400, "INVALID_BODY").json();
    assert!(error["message"].as_str().unwrap().contains(says), "{error}");
    let list = app.get("/api/tasks").bearer(&token).send().expect(200).json();
    assert_eq!(list["items"], json!([]));
}

#[rstest]
fn lengths_are_counted_in_characters_and_the_longest_fit(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let longest = json!({ "title": "😀".repeat(200), "description": "ä".repeat(10_000) });
    let task = create(&app, &token, longest.clone());
    assert_eq!(task["title"], longest["title"]);
    assert_eq!(task["description"], longest["description"]);
}

#[rstest]
#[case::cut(r#"{"title":"#)]
#[case::trailing(r#"{"title":"x"} {}"#)]
#[case::empty("")]
#[case::single_quotes("{'title':'x'}")]
#[case::not_utf8("{\"title\":\"\u{fffd}")]
fn a_body_that_is_no_json_is_told_so(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] body: &str,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let request = app.post("/api/tasks").bearer(&token).header("content-type", "application/json");
    request.body(body).send().expect_error(400, "INVALID_JSON");
}

#[rstest]
fn a_member_that_is_there_twice_is_refused(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let request = app.post("/api/tasks").bearer(&token).header("content-type", "application/json");
    let answer = request.body(r#"{"title":"a","title":"b"}"#).send();
    answer.expect_error(400, "INVALID_BODY");
}

#[rstest]
#[case(None)]
#[case(Some("text/plain"))]
#[case(Some("application/x-www-form-urlencoded"))]
#[case(Some("application/json-patch+json"))]
fn only_json_is_taken_for_json(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] media_type: Option<&str>,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let task = create_titled(&app, &token, "t");
    for request in [app.post("/api/tasks"), app.patch(&path_of(&task))] {
        let request = request.bearer(&token).body(r#"{"title":"x"}"#);
        let request = match media_type {
            Some(media_type) => request.header("content-type", media_type),
            None => request,
        };
        request.send().expect_error(415, "UNSUPPORTED_MEDIA_TYPE");
    }
    let loose = app.post("/api/tasks").bearer(&token).body(r#"{"title":"x"}"#);
    loose.header("content-type", "Application/JSON; charset=utf-8").send().expect(201);
}

#[rstest]
fn a_body_over_64_kibibytes_is_too_large(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let body = json!({ "title": "x", "description": "x".repeat(70_000) });
    app.post("/api/tasks").bearer(&token).json(body).send().expect_error(413, "PAYLOAD_TOO_LARGE");
}
