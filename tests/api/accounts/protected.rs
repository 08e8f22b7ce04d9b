//! What holds for every endpoint that is for those who are signed in.

use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{CLEARED, NO_COOKIES, pair, post, session_token, sign_up};
use crate::{app::TestApp, browser::PASSWORD, client::Answer};

const GETS: [&str; 2] = ["/list-sessions", "/list-accounts"];

/// Each with a good body, and with a bad one and what is said of it.
fn posts() -> [(&'static str, Value, Value, &'static str); 9] {
    let changed = json!({ "currentPassword": PASSWORD, "newPassword": "another horse" });
    [
        ("/revoke-session", json!({ "token": "x" }), json!({}), "[body.token] … undefined"),
        ("/revoke-sessions", json!({}), json!([]), "[body] … array"),
        ("/revoke-other-sessions", json!({}), json!([]), "[body] … array"),
        ("/update-user", json!({ "name": "Eve" }), json!([]), "[body] … array"),
        ("/update-session", json!({ "theme": "dark" }), json!([]), "[body] … array"),
        (
            "/change-password",
            changed,
            json!({}),
            "[body.newPassword] … undefined; [body.currentPassword] … undefined",
        ),
        (
            "/verify-password",
            json!({ "password": PASSWORD }),
            json!({}),
            "[body.password] … undefined",
        ),
        ("/unlink-account", json!({ "accountId": "x" }), json!({}), "[body.accountId] … undefined"),
        ("/delete-user", json!({}), json!({ "password": null }), "[body.password] … null"),
    ]
}

/// All that a call could have changed.
fn rows(app: &TestApp) -> Vec<String> {
    [r#""id" || "name" FROM "user""#, r#""token" FROM "session""#, r#""password" FROM "account""#]
        .into_iter()
        .flat_map(|columns| app.database.text(&format!("SELECT {columns}")))
        .collect()
}

#[track_caller]
fn is_unauthorized(answer: Answer, cookies: &[&str]) {
    let answer = answer.expect(401);
    assert_eq!(answer.json(), json!({ "code": "UNAUTHORIZED", "message": "Unauthorized" }));
    assert_eq!(answer.set_cookies(), cookies);
}

#[rstest]
fn without_a_session_nothing_is_told_and_nothing_done(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    sign_up(&app, "ada@example.com").expect(200);
    let before = rows(&app);
    for path in GETS {
        is_unauthorized(app.get(&format!("/api/auth{path}")).send(), &NO_COOKIES);
    }
    for (path, good, ..) in posts() {
        is_unauthorized(post(&app, path, good), &NO_COOKIES);
    }
    assert_eq!(rows(&app), before);
}

#[rstest]
fn a_session_that_has_ended_is_none_and_its_cookies_are_cleared(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let (cookie, token) = (pair(signed_up.set_cookies()[0]), session_token(&signed_up));
    app.database.execute(r#"DELETE FROM "session""#);
    for path in GETS {
        is_unauthorized(app.get(&format!("/api/auth{path}")).cookie(cookie).send(), &CLEARED);
    }
    for (path, good, ..) in posts() {
        let call = || app.post(&format!("/api/auth{path}")).json(good.clone());
        is_unauthorized(call().bearer(&token).send(), &CLEARED);
        let by_cookie = call().cookie(cookie).header("origin", app.origin());
        is_unauthorized(by_cookie.send(), &CLEARED);
    }
}

/// As Better Auth does: who is asking is looked at once it is clear what is asked.
#[rstest]
fn a_bad_body_is_told_to_anyone(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    for (path, _, bad, problem) in posts() {
        let expected = match path {
            "/update-user" | "/update-session" => "record",
            _ if problem.starts_with("[body]") => "object",
            _ => "string",
        };
        let message =
            problem.replace('…', &format!("Invalid input: expected {expected}, received"));
        let refused = post(&app, path, bad).expect_error(400, "VALIDATION_ERROR");
        assert_eq!(refused.json()["message"], message.as_str(), "{path}");
    }
}

#[rstest]
fn a_cookie_that_comes_from_another_site_changes_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let cookie = pair(signed_up.set_cookies()[0]);
    let before = rows(&app);
    for (path, good, bad, _) in posts() {
        for body in [good, bad] {
            let call = || app.post(&format!("/api/auth{path}")).json(body.clone()).cookie(cookie);
            let foreign = call().header("origin", "https://evil.example");
            let refused = foreign.send().expect_error(403, "INVALID_ORIGIN");
            assert_eq!(refused.set_cookies(), NO_COOKIES);
            call().send().expect_error(403, "MISSING_OR_NULL_ORIGIN");
        }
    }
    assert_eq!(rows(&app), before);
}

#[rstest]
fn bodies_are_json_and_nothing_else(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    for (path, ..) in posts() {
        let call = |kind: &str| app.post(&format!("/api/auth{path}")).header("content-type", kind);
        let form = call("application/x-www-form-urlencoded").body("name=Eve").send();
        form.expect_error(415, "UNSUPPORTED_MEDIA_TYPE");
        call("application/json").body("{").send().expect_error(400, "BAD_REQUEST");
    }
}
