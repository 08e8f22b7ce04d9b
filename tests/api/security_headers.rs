//! What every answer says to browsers.

use rstest::rstest;
use serde_json::json;
use testing::Backend;

use crate::app::TestApp;

#[rstest]
fn every_answer_says_what_browsers_may_do_with_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let api = [
        ("GET", "/api/tasks", 401),
        ("GET", "/api/auth/ok", 200),
        ("GET", "/api/auth/nope", 404),
        ("TRACE", "/api/auth/ok", 405),
        ("GET", "/health/live", 200),
        ("PUT", "/health/live", 405),
        ("GET", "/nope", 404),
        ("GET", "/.well-known/jwks.json", 200),
        ("GET", "/api/openapi.json", 200),
    ];
    for (method, path, status) in api {
        let answer = app.request(method, path).send().expect(status);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        let policy = answer.header("content-security-policy").expect(path);
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(answer.header("strict-transport-security"), None, "{path}");
    }
    for path in ["/", "/docs/", "/api/auth/error"] {
        let answer = app.get(path).send().expect(200);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert!(answer.header("referrer-policy").is_some(), "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"), "{path}");
        assert!(answer.header("permissions-policy").is_some(), "{path}");
        let policy = answer.header("content-security-policy").expect(path);
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
    }
}

#[test]
fn behind_https_browsers_are_told_to_stay_there() {
    let app = TestApp::spawn_with(Backend::Sqlite, |config| {
        let accounts = config.accounts.as_mut().unwrap();
        accounts.url = Some("https://app.example.com".parse().unwrap());
    });
    let Some(app) = app else { return };
    for path in ["/", "/api/tasks", "/api/auth/ok", "/nope"] {
        let told = app.get(path).send();
        let told = told.header("strict-transport-security").map(str::to_owned);
        assert_eq!(told.as_deref(), Some("max-age=31536000; includeSubDomains"), "{path}");
    }
}

/// An id of a proxy's is kept if it can be logged as it stands.
#[rstest]
#[case("0123-abc_DEF.9", true)]
#[case("a\"b", false)]
#[case("a b", false)]
#[case("", false)]
#[case("12345678901234567890123456789012345678901234567890123456789012345", false)]
fn a_request_is_known_by_the_id_it_came_with(#[case] id: &str, #[case] kept: bool) {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let answer = app.post("/api/tasks").header("x-request-id", id).json(json!({})).send();
    let answer = answer.expect_error(401, "MISSING_TOKEN");
    let told = answer.header("x-request-id").unwrap();
    assert_eq!(told == id, kept, "{told}");
    assert!((1..=64).contains(&told.len()), "{told}");
}
