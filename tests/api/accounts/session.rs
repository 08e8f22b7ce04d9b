use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{
    CLEARED, NO_COOKIES, get_session, is_id, is_time, members, pair, session_token, sign_up,
};
use crate::{app::TestApp, client::Answer};

/// Checks that nobody is signed in, and which cookies the browser is to forget.
#[track_caller]
fn is_nobody(answer: Answer, forgets: &[&str]) {
    let answer = answer.expect(200);
    assert_eq!(answer.json(), Value::Null);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.set_cookies(), forgets);
    assert_eq!(answer.header("set-auth-jwt"), None);
    assert_eq!(answer.header("access-control-expose-headers"), None);
}

#[rstest]
fn nobody_signed_in_is_no_error(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    is_nobody(get_session(&app).send(), &NO_COOKIES);
    is_nobody(get_session(&app).cookie("theme=dark").send(), &NO_COOKIES);
}

#[rstest]
fn a_session_is_told_with_its_user_and_a_jwt(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = app
        .post("/api/auth/sign-up/email")
        .header("user-agent", "a browser")
        .header("x-forwarded-for", "203.0.113.7")
        .json(super::newcomer("ada@example.com"))
        .send();
    let answer = get_session(&app).cookie(pair(signed_up.set_cookies()[0])).send().expect(200);
    let body = answer.json();
    let (session, user) = (&body["session"], &body["user"]);
    assert_eq!(members(&body), ["session", "user"]);
    assert_eq!(
        members(session),
        ["createdAt", "expiresAt", "id", "ipAddress", "token", "updatedAt", "userAgent", "userId"]
    );
    assert_eq!(*user, signed_up.json()["user"]);
    assert_eq!(session["userId"], user["id"]);
    assert_eq!(session["token"], session_token(&signed_up).as_str());
    assert_eq!(session["userAgent"], "a browser");
    // Whoever says to have been sent on by a proxy may say anything.
    assert_eq!(session["ipAddress"], "127.0.0.1");
    assert!(is_id(session["id"].as_str().unwrap()), "{session}");
    for time in ["createdAt", "expiresAt", "updatedAt"] {
        assert!(is_time(&session[time]), "{session}");
    }

    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("pragma"), Some("no-cache"));
    assert_eq!(answer.header("access-control-expose-headers"), Some("set-auth-jwt"));
    assert_eq!(answer.header("set-auth-token"), None);
    assert_eq!(answer.set_cookies(), NO_COOKIES);
    let jwt = answer.header("set-auth-jwt").unwrap();
    let me = app.get("/api/me").bearer(jwt).send().expect(200).json();
    assert_eq!(me["id"], user["id"]);
}

#[rstest]
fn a_cookie_that_is_not_well_signed_is_no_cookie(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = session_token(&sign_up(&app, "ada@example.com"));
    let signature = format!("{}%3D", "A".repeat(43));
    for value in [
        token.clone(),
        format!("{token}.{signature}"),
        format!("{token}."),
        format!("{token}.short"),
        "%00%ff.%".to_owned(),
        String::new(),
    ] {
        let cookie = format!("better-auth.session_token={value}");
        is_nobody(get_session(&app).cookie(&cookie).send(), &NO_COOKIES);
    }
}

#[rstest]
fn a_session_that_is_gone_or_whose_user_is_gone_clears_the_cookies(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    for statement in [r#"DELETE FROM "session""#, r#"DELETE FROM "user""#] {
        let answer = sign_up(&app, "ada@example.com");
        let cookie = pair(answer.set_cookies()[0]);
        assert_ne!(get_session(&app).cookie(cookie).send().json(), Value::Null);
        app.database.execute(statement);
        is_nobody(get_session(&app).cookie(cookie).send(), &CLEARED);
        is_nobody(get_session(&app).bearer(&session_token(&answer)).send(), &CLEARED);
        app.database.execute(r#"DELETE FROM "user""#);
    }
}

#[rstest]
fn any_page_may_ask_and_is_told_nothing_by_cors(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let cookie = pair(signed_up.set_cookies()[0]);
    let answer = get_session(&app).cookie(cookie).header("origin", "https://evil.example").send();
    assert_ne!(answer.json(), Value::Null);
    assert_eq!(answer.header("access-control-allow-origin"), None);
    assert_eq!(answer.header("access-control-allow-credentials"), None);
}

/// A copy of the session in cookies is taken back where none is wanted.
#[rstest]
fn a_cached_session_is_not_read_but_expired(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let cookie = pair(signed_up.set_cookies()[0]);
    let cached = "better-auth.session_data=abc; better-auth.session_data.0=z";
    let expired = [
        "better-auth.session_data=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
        "better-auth.session_data.0=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
    ];
    let answer = get_session(&app).cookie(&format!("{cookie}; {cached}")).send();
    assert_ne!(answer.json(), Value::Null);
    assert_eq!(answer.set_cookies(), expired);
    is_nobody(get_session(&app).cookie(cached).send(), &expired);
}

#[rstest]
fn a_session_is_not_got_by_post(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    for body in [None, Some(("application/json", "{}")), Some(("text/plain", "not looked at"))] {
        let request = app.post("/api/auth/get-session");
        let request = match body {
            None => request,
            Some((kind, text)) => request.header("content-type", kind).body(text),
        };
        let refused = request.send();
        let refused = refused.expect_error(405, "METHOD_NOT_ALLOWED_DEFER_SESSION_REQUIRED");
        assert_eq!(
            refused.json()["message"],
            json!("POST method requires deferSessionRefresh to be enabled in session config")
        );
        assert_eq!(refused.header("cache-control"), Some("no-store"));
        assert_eq!(refused.header("pragma"), Some("no-cache"));
    }
}
