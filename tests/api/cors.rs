//! Pages of other origins.

use accounts::RateLimit;
use rstest::rstest;
use serde_json::json;
use testing::Backend;

use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
    client::{Answer, Request},
};

const PAGE: &str = "https://app.example.com";

/// A server that trusts pages elsewhere.
fn trusting(on: Backend) -> Option<TestApp> {
    TestApp::spawn_with(on, |config| {
        let accounts = config.accounts.as_mut().unwrap();
        accounts.trusted_origins = vec![PAGE.to_owned(), "https://*.wild.example".to_owned()];
        accounts.limits.rate_limit = RateLimit::Memory;
    })
}

fn preflight<'a>(app: &'a TestApp, path: &str, origin: &str, method: &str) -> Request<'a> {
    let request = app.request("OPTIONS", path).header("origin", origin);
    request.header("access-control-request-method", method)
}

/// The names of the headers that are about pages elsewhere.
fn cors_headers(answer: &Answer) -> Vec<&str> {
    let names = answer.headers.keys().map(|name| name.as_str());
    let mut names: Vec<_> =
        names.filter(|name| name.starts_with("access-control-") || *name == "vary").collect();
    names.sort_unstable();
    names
}

/// The members of a list in a header, in the alphabet's order.
fn listed(answer: &Answer, name: &str) -> Vec<String> {
    let list = answer.header(name).unwrap().split(',');
    let mut list: Vec<_> = list.map(|member| member.trim().to_lowercase()).collect();
    list.sort_unstable();
    list
}

#[rstest]
fn a_preflight_of_a_trusted_page_is_told_what_it_may(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("/api/auth/sign-in/email", "/api/tasks", "/api/tasks/x", "/api/me")] path: &str,
    #[values(PAGE, "https://a.b.wild.example")] origin: &str,
) {
    let Some(app) = trusting(on) else { return };
    for method in ["GET", "POST", "PATCH", "DELETE"] {
        let asked = preflight(&app, path, origin, method);
        let asked = asked.header("access-control-request-headers", "content-type, authorization");
        let answer = asked.send().expect(200);
        assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
        assert_eq!(answer.header("access-control-allow-credentials"), Some("true"));
        let methods = listed(&answer, "access-control-allow-methods");
        assert_eq!(methods, ["delete", "get", "options", "patch", "post"]);
        let headers = listed(&answer, "access-control-allow-headers");
        assert_eq!(headers, ["authorization", "content-type"]);
        assert!(listed(&answer, "vary").contains(&"origin".to_owned()));
        assert!(answer.header("x-request-id").is_some());
        assert_eq!(answer.text, "");
    }
}

#[rstest]
fn a_trusted_page_signs_in_and_reads_what_it_needs(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = trusting(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let body = json!({ "email": "ada@example.com", "password": PASSWORD });
    let sign_in = || app.post("/api/auth/sign-in/email").header("origin", PAGE).json(body.clone());
    let created = app.post("/api/tasks").header("origin", PAGE).bearer(&token);
    let mut answers = vec![
        sign_in().send().expect(200),
        created.json(json!({ "title": "From elsewhere" })).send().expect(201),
        // What it did wrong it may read too.
        app.get("/api/tasks").header("origin", PAGE).send().expect(401),
        app.get("/api/tasks/x").header("origin", PAGE).bearer(&token).send().expect(404),
        app.get("/api/auth/nope").header("origin", PAGE).send().expect(404),
        sign_in().send().expect(200),
        sign_in().send().expect(200),
    ];
    let limited = sign_in().send().expect(429);
    assert!(limited.header("retry-after").is_some());
    answers.push(limited);
    for answer in answers {
        assert_eq!(answer.header("access-control-allow-origin"), Some(PAGE), "{answer:?}");
        assert_eq!(answer.header("access-control-allow-credentials"), Some("true"));
        assert_eq!(
            listed(&answer, "access-control-expose-headers"),
            [
                "location",
                "retry-after",
                "set-auth-jwt",
                "set-auth-token",
                "x-request-id",
                "x-retry-after"
            ]
        );
        assert!(listed(&answer, "vary").contains(&"origin".to_owned()));
    }
}

/// Preflights come before the limit: a browser asks of its own accord.
#[rstest]
fn preflights_are_not_counted(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = trusting(on) else { return };
    for _ in 0..10 {
        preflight(&app, "/api/auth/sign-in/email", PAGE, "POST").send().expect(200);
    }
    let body = json!({ "email": "ada@example.com", "password": PASSWORD });
    app.post("/api/auth/sign-in/email").header("origin", PAGE).json(body).send().expect(401);
}

#[rstest]
fn what_a_page_may_not_send_it_is_told(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = trusting(on) else { return };
    preflight(&app, "/api/tasks", PAGE, "PUT").send().expect_error(400, "PREFLIGHT_REFUSED");
    let asked = preflight(&app, "/api/tasks", PAGE, "GET");
    let asked = asked.header("access-control-request-headers", "x-anything");
    asked.send().expect_error(400, "PREFLIGHT_REFUSED");
}

#[rstest]
fn to_nobody_else_is_anything_said_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = trusting(on) else { return };
    let origins = [
        "https://evil.example",
        "null",
        "https://app.example.com.evil.example",
        "https://wild.example",
        "http://app.example.com",
        "https://app.example.com:8443",
    ];
    for origin in origins {
        for path in ["/api/auth/get-session", "/api/tasks", "/health/live"] {
            let answer = app.get(path).header("origin", origin).send();
            assert_eq!(cors_headers(&answer), [""; 0], "{origin} {path}");
            let answer = preflight(&app, path, origin, "GET").send();
            assert!([404, 405].contains(&answer.status), "{origin} {path} {}", answer.status);
            assert_eq!(cors_headers(&answer), [""; 0], "{origin} {path}");
        }
    }
}

/// Our own pages, by whichever of its names the server was called, and programs see what Better
/// Auth shows them.
#[rstest]
fn our_own_pages_and_programs_notice_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = trusting(on) else { return };
    let own = [app.origin(), format!("http://{}", app.address)];
    for (number, origin) in own.into_iter().map(Some).chain([None]).enumerate() {
        let email = format!("ada{number}@example.com");
        let body = json!({ "name": "Ada", "email": email, "password": PASSWORD });
        let sign_up = app.post("/api/auth/sign-up/email").json(body);
        let list = app.get("/api/tasks");
        let (sign_up, list) = match &origin {
            Some(origin) => (sign_up.header("origin", origin), list.header("origin", origin)),
            None => (sign_up, list),
        };
        let answer = sign_up.send().expect(200);
        assert_eq!(cors_headers(&answer), ["access-control-expose-headers"]);
        assert_eq!(answer.header("access-control-expose-headers"), Some("set-auth-token"));
        assert_eq!(cors_headers(&list.send()), [""; 0]);
    }
    let own = app.origin();
    preflight(&app, "/api/auth/sign-in/email", &own, "POST").send().expect(404);
}

#[rstest]
fn without_accounts_no_page_is_trusted(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let app = TestApp::spawn_with(on, |config| {
        config.accounts = None;
        config.tokens.issuer = Some("https://issuer.example".to_owned());
    });
    let Some(app) = app else { return };
    let answer = app.get("/api/tasks").header("origin", PAGE).send().expect(401);
    assert_eq!(cors_headers(&answer), [""; 0]);
}
