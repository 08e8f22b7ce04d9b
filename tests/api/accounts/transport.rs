use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{NO_COOKIES, newcomer};
use crate::{app::TestApp, client::Answer};

#[rstest]
fn the_accounts_are_here(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    for path in ["/api/auth/ok", "/api/auth/ok?x=1"] {
        let answer = app.get(path).header("host", "evil.example").send().expect(200);
        assert_eq!(answer.json(), json!({ "ok": true }));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert!(answer.header("x-request-id").is_some());
    }
}

/// Better Auth's 404 says nothing, whatever is wrong with path or method.
#[rstest]
fn an_unknown_path_or_method_is_an_empty_404(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    for (method, path) in [
        ("GET", "/api/auth"),
        ("GET", "/api/auth/"),
        ("GET", "/api/auth/nope"),
        ("POST", "/api/auth/nope"),
        ("GET", "/api/auth/OK"),
        ("GET", "/api/auth/%6Fk"),
        ("GET", "/api/auth/ok/"),
        ("GET", "/api/auth//ok"),
        ("GET", "/api//auth/ok"),
        ("HEAD", "/api/auth/ok"),
        ("POST", "/api/auth/ok"),
        ("GET", "/api/auth/sign-up/email"),
        ("PUT", "/api/auth/sign-up/email"),
        ("OPTIONS", "/api/auth/sign-up/email"),
        ("POST", "/api/auth/sign-up/email/"),
        ("POST", "/api/auth//sign-up/email"),
        ("POST", "/api/auth/token"),
        ("GET", "/api/auth/sign-out"),
    ] {
        let answer = app.request(method, path).header("origin", "https://evil.example").send();
        if path.starts_with("/api/auth") {
            assert_eq!((answer.status, answer.text.as_str()), (404, ""), "{method} {path}");
            assert_eq!(answer.header("content-type"), None, "{method} {path}");
            assert_eq!(answer.set_cookies(), NO_COOKIES);
        } else {
            answer.expect_error(404, "NOT_FOUND");
        }
    }
}

/// No server of ours echoes what a proxy may have added, and it says so.
#[rstest]
#[case("/api/auth/ok", "GET")]
#[case("/api/auth/sign-in/email", "POST")]
#[case("/api/auth/get-session", "GET, POST")]
#[case("/api/auth/nope", "GET, POST")]
fn trace_is_not_allowed(
    #[case] path: &str,
    #[case] allowed: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let answer = app.request("TRACE", path).header("x-secret", "hush").send();
    let answer = answer.expect_error(405, "METHOD_NOT_ALLOWED");
    assert_eq!(answer.header("allow"), Some(allowed));
    assert!(!answer.text.contains("hush"));
}

fn sent(app: &TestApp, path: &str, kind: &str, body: &str) -> Answer {
    let request = app.post(&format!("/api/auth{path}")).header("content-type", kind);
    request.body(body).send()
}

#[rstest]
fn a_body_of_another_media_type_is_refused_and_quoted(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    for kind in ["text/plain", "application/vnd.api+json", "multipart/form-data; boundary=x"] {
        for path in ["/sign-up/email", "/sign-in/email", "/sign-out"] {
            let refused = sent(&app, path, kind, "{}").expect_error(415, "UNSUPPORTED_MEDIA_TYPE");
            let allowed = match path {
                "/sign-out" => "application/json",
                _ => "application/x-www-form-urlencoded, application/json",
            };
            assert_eq!(
                refused.json()["message"],
                format!("Content-Type \"{kind}\" is not allowed. Allowed types: {allowed}")
            );
        }
    }
    sent(&app, "/sign-out", "application/x-www-form-urlencoded", "a=b").expect(415);
}

#[rstest]
fn json_may_be_named_in_any_case_and_with_parameters(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    for (number, kind) in
        ["Application/JSON", "application/json; charset=utf-8", "application/json ;x"]
            .into_iter()
            .enumerate()
    {
        let body = newcomer(&format!("ada{number}@example.com")).to_string();
        sent(&app, "/sign-up/email", kind, &body).expect(200);
    }
}

#[rstest]
fn what_is_no_json_is_told_so(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let deep = "[".repeat(10_000);
    for body in ["{", "{} {}", "undefined", r#"{"name":"\ud800"}"#, "\u{0}", &deep] {
        let refused = sent(&app, "/sign-up/email", "application/json", body);
        let refused = refused.expect_error(400, "BAD_REQUEST");
        assert_eq!(refused.json()["message"], "Invalid JSON in request body");
    }
    let bytes = app.post("/api/auth/sign-in/email").header("content-type", "application/json");
    bytes.body(b"\"\xff\"").send().expect_error(400, "BAD_REQUEST");
}

#[rstest]
fn a_body_may_have_64_kib(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let body = |length: usize| {
        let empty = newcomer("ada@example.com").to_string();
        let mut body = newcomer("ada@example.com");
        body["x"] = json!("y".repeat(length - empty.len() - r#","x":"""#.len()));
        body.to_string()
    };
    let refused = sent(&app, "/sign-up/email", "application/json", &body(65_537));
    refused.expect_error(413, "PAYLOAD_TOO_LARGE");
    sent(&app, "/sign-up/email", "application/json", &body(65_536)).expect(200);
    // Where nobody reads it, its length is nobody's business.
    let nowhere = sent(&app, "/nope", "application/json", &body(65_537)).expect(404);
    assert_eq!(nowhere.text, "");
    let nowhere = app.request("PUT", "/api/auth/sign-up/email").body(body(65_537));
    assert_eq!(nowhere.send().expect(404).text, "");
}
