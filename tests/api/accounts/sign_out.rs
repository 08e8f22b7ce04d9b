use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{CLEARED, NO_COOKIES, get_session, pair, post, session_token, sign_in, sign_up};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
    client::Answer,
};

#[track_caller]
fn is_signed_out(answer: Answer) {
    let answer = answer.expect(200);
    assert_eq!(answer.json(), json!({ "success": true }));
    assert_eq!(answer.set_cookies(), CLEARED);
    assert_eq!(answer.header("set-auth-token"), None);
}

#[rstest]
fn signing_out_ends_the_session_for_cookie_bearer_and_token(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut browser = Browser::new(&app);
    let signed_up = browser.sign_up("ada").expect(200);
    let elsewhere = sign_in(&app, "ada@example.com", PASSWORD).expect(200);
    let (cookie, token) = (pair(signed_up.set_cookies()[0]), session_token(&signed_up));

    is_signed_out(browser.post("/sign-out", json!({})));
    assert_eq!(browser.cookies(), "");
    assert_eq!(get_session(&app).cookie(cookie).send().expect(200).json(), Value::Null);
    assert_eq!(get_session(&app).bearer(&token).send().expect(200).json(), Value::Null);
    app.get("/api/auth/token").cookie(cookie).send().expect_error(401, "UNAUTHORIZED");
    let left = app.database.text(r#"SELECT "token" FROM "session""#);
    assert_eq!(left, [session_token(&elsewhere)]);
}

#[rstest]
fn signing_out_succeeds_whether_or_not_there_is_a_session(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    is_signed_out(post(&app, "/sign-out", json!({})));
    is_signed_out(app.post("/api/auth/sign-out").send());
    is_signed_out(app.post("/api/auth/sign-out").body("no one says what this is").send());
    for _ in 0..2 {
        is_signed_out(app.post("/api/auth/sign-out").bearer(&session_token(&signed_up)).send());
    }
    assert_eq!(app.database.text(r#"SELECT "id" FROM "session""#), NO_COOKIES);
}

/// A token is checked without a look at the database, so it ends by its time alone.
#[rstest]
fn a_jwt_outlives_its_session_until_it_expires(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    let jwt = browser.token();
    is_signed_out(browser.post("/sign-out", json!({})));
    app.get("/api/me").bearer(&jwt).send().expect(200);
    app.advance(chrono::TimeDelta::seconds(931));
    app.get("/api/me").bearer(&jwt).send().expect_error(401, "INVALID_TOKEN");
}

#[rstest]
fn a_sign_out_that_is_refused_ends_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let cookie = pair(signed_up.set_cookies()[0]);
    let out = || app.post("/api/auth/sign-out").cookie(cookie).header("origin", app.origin());
    let refusals = [
        out().json(json!([])).send().expect_error(400, "VALIDATION_ERROR"),
        out().header("content-type", "text/plain").body("{}").send().expect(415),
        out().json(json!({ "callbackURL": "https://evil.example" })).send().expect(403),
        app.post("/api/auth/sign-out").cookie(cookie).send().expect(403),
    ];
    for refusal in refusals {
        assert_eq!(refusal.set_cookies(), NO_COOKIES);
    }
    assert_ne!(get_session(&app).cookie(cookie).send().json(), Value::Null);
}
