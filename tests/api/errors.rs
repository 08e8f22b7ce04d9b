//! What is no one's route, method or token.

use rstest::rstest;
use serde_json::json;
use testing::Backend;

use crate::{app::TestApp, browser::Browser};

const BOTH: [Backend; 2] = [Backend::Sqlite, Backend::Postgres];
const TASK: &str = "/api/tasks/01933e2a-5b7c-7def-8123-456789abcdef";

#[rstest]
#[case("GET", "/api/tasks")]
#[case("POST", "/api/tasks")]
#[case("GET", TASK)]
#[case("PATCH", TASK)]
#[case("DELETE", TASK)]
#[case("GET", "/api/me")]
fn no_token_is_401_and_asks_for_one(#[case] method: &str, #[case] path: &str) {
    for on in BOTH {
        let Some(app) = TestApp::spawn(on) else { continue };
        // Not 400 or 415, although there is no body either: a stranger is told nothing else.
        let answer = app.request(method, path).send().expect_error(401, "MISSING_TOKEN");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        let answer = app.request(method, path).bearer("a.b.c").send();
        let answer = answer.expect_error(401, "INVALID_TOKEN");
        assert_eq!(answer.header("www-authenticate"), Some(r#"Bearer error="invalid_token""#));
    }
}

#[rstest]
#[case::another_scheme(&["Basic eDp5"], 401, "MISSING_TOKEN")]
#[case::two_headers(&["Bearer a.b.c", "Bearer a.b.c"], 400, "MALFORMED_AUTHORIZATION")]
#[case::two_tokens(&["Bearer a.b.c, Bearer a.b.c"], 400, "MALFORMED_AUTHORIZATION")]
#[case::a_quoted_token(&["Bearer \"a.b.c\""], 400, "MALFORMED_AUTHORIZATION")]
fn a_header_that_is_no_bearer_token_is_told_apart_from_none(
    #[case] headers: &[&str],
    #[case] status: u16,
    #[case] code: &str,
) {
    for on in BOTH {
        let Some(app) = TestApp::spawn(on) else { continue };
        let request = app.get("/api/tasks");
        let request = headers.iter().fold(request, |r, value| r.header("authorization", value));
        let answer = request.send().expect_error(status, code);
        let challenge = answer.header("www-authenticate").unwrap();
        match code {
            "MISSING_TOKEN" => assert_eq!(challenge, "Bearer"),
            "INVALID_TOKEN" => assert_eq!(challenge, r#"Bearer error="invalid_token""#),
            _ => assert_eq!(challenge, r#"Bearer error="invalid_request""#),
        }
    }
}

#[test]
fn a_token_over_8_kibibytes_is_no_token_of_ours() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let answer = app.get("/api/tasks").bearer(&"a".repeat(9_000)).send();
    answer.expect_error(401, "INVALID_TOKEN");
}

#[test]
fn the_schemes_case_does_not_matter() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    app.get("/api/me").header("authorization", format!("bEaReR {token}")).send().expect(200);
}

#[rstest]
#[case("PUT", "/api/tasks", "GET, POST")]
#[case("DELETE", "/api/tasks", "GET, POST")]
#[case("TRACE", "/api/tasks", "GET, POST")]
#[case("OPTIONS", "/api/tasks", "GET, POST")]
#[case("POST", TASK, "GET, PATCH, DELETE")]
#[case("PUT", TASK, "GET, PATCH, DELETE")]
#[case("POST", "/api/me", "GET")]
#[case("POST", "/health/live", "GET")]
fn another_method_is_405_and_says_which_are_taken(
    #[case] method: &str,
    #[case] path: &str,
    #[case] allow: &str,
) {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let answer = app.request(method, path).send().expect_error(405, "METHOD_NOT_ALLOWED");
    assert_eq!(answer.header("allow"), Some(allow));
}

#[rstest]
#[case("/api")]
#[case("/api/task")]
#[case("/api/tasks/")]
#[case("/API/tasks")]
#[case("/api/authentic")]
#[case("/%2e%2e/etc/passwd")]
fn an_unknown_path_is_404_in_the_same_envelope(#[case] path: &str) {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    app.get(path).send().expect_error(404, "NOT_FOUND");
}

#[test]
fn an_answer_bears_the_requests_id_or_one_of_its_own() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let kept = app.get("/health/live").header("x-request-id", "from-a-proxy.1").send();
    assert_eq!(kept.header("x-request-id"), Some("from-a-proxy.1"));
    for odd in ["", "a b", "a\"b", &"x".repeat(65)] {
        let made = app.get("/health/live").header("x-request-id", odd).send();
        assert_eq!(made.header("x-request-id").unwrap().len(), 32, "{odd:?}");
    }
}

#[rstest]
fn who_the_token_says_one_is(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let session = ada.get("/get-session").json();
    let me = app.get("/api/me").bearer(&ada.token()).send().expect(200).json();
    assert_eq!(me["id"], session["user"]["id"]);
    assert_eq!(me["issuer"], app.origin());
    assert_eq!(me["email"], "ada@example.com");
    assert_eq!(me["name"], "ada");
    assert!(me["expiresAt"].is_i64());
    assert_eq!(me.as_object().unwrap().len(), 5, "{}", json!(me));
}
