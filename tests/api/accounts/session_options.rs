use std::time::Duration;

use accounts::{Refresh, SessionSettings};
use chrono::{DateTime, TimeDelta};
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{
    CLEARED, NO_COOKIES, get_session, newcomer, pair, post, session_token, sign_in, sign_up,
};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
    client::Answer,
};

fn spawn(on: Backend, change: impl FnOnce(&mut SessionSettings)) -> Option<TestApp> {
    TestApp::spawn_with(on, |config| change(&mut config.accounts.as_mut().unwrap().sessions))
}

fn deferred(on: Backend) -> Option<TestApp> {
    spawn(on, |sessions| sessions.refresh = Refresh::Deferred)
}

fn used(app: &TestApp, signed_up: &Answer) -> Answer {
    get_session(app).cookie(pair(signed_up.set_cookies()[0])).send().expect(200)
}

fn refreshed(app: &TestApp, cookies: &str) -> Answer {
    let request = app.post("/api/auth/get-session").cookie(cookies);
    request.header("origin", app.origin()).send()
}

fn lasts(answer: &Answer) -> TimeDelta {
    let body = answer.json();
    let time =
        |name: &str| DateTime::parse_from_rfc3339(body["session"][name].as_str().unwrap()).unwrap();
    time("expiresAt") - time("createdAt")
}

#[rstest]
fn a_session_lasts_as_long_as_is_set_and_so_does_its_cookie(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = spawn(on, |sessions| {
        sessions.expires_in = Duration::from_secs(3600);
        sessions.update_age = Duration::from_secs(600);
    }) else {
        return;
    };
    let signed_up = sign_up(&app, "ada@example.com");
    assert!(signed_up.set_cookies()[0].contains("; Max-Age=3600; "));
    assert_eq!(lasts(&used(&app, &signed_up)), TimeDelta::hours(1));

    app.advance(TimeDelta::seconds(570));
    assert_eq!(used(&app, &signed_up).set_cookies(), NO_COOKIES);
    app.advance(TimeDelta::seconds(31));
    assert_eq!(used(&app, &signed_up).set_cookies(), signed_up.set_cookies());
    app.advance(TimeDelta::seconds(3570));
    assert_ne!(used(&app, &signed_up).json(), Value::Null);
    app.advance(TimeDelta::seconds(3601));
    assert_eq!(used(&app, &signed_up).set_cookies(), CLEARED);
}

#[rstest]
fn one_that_is_not_to_be_remembered_lasts_a_day_whatever_is_set(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = spawn(on, |sessions| sessions.expires_in = Duration::from_secs(3600)) else {
        return;
    };
    let mut body = newcomer("ada@example.com");
    body["rememberMe"] = json!(false);
    let cookies = post(&app, "/sign-up/email", body).expect(200);
    let cookies = cookies.set_cookies().into_iter().map(pair).collect::<Vec<_>>().join("; ");
    app.advance(TimeDelta::hours(23));
    let used = get_session(&app).cookie(&cookies).send().expect(200);
    assert_eq!(lasts(&used), TimeDelta::days(1));
    assert_eq!(used.set_cookies(), NO_COOKIES);
}

#[rstest]
fn each_use_extends_a_session_without_update_age(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = spawn(on, |sessions| sessions.update_age = Duration::ZERO) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let mut before = json!("");
    for _ in 0..3 {
        app.advance(TimeDelta::milliseconds(5));
        let answer = used(&app, &signed_up);
        assert_eq!(answer.set_cookies(), signed_up.set_cookies());
        let expires_at = answer.json()["session"]["expiresAt"].clone();
        assert!(expires_at.as_str() > before.as_str());
        before = expires_at;
    }
}

#[rstest]
#[case::an_hour(3600, TimeDelta::seconds(3590), 200)]
#[case::over_an_hour(3600, TimeDelta::seconds(3601), 403)]
#[case::off(0, TimeDelta::days(6), 200)]
fn a_session_is_fresh_for_as_long_as_is_set(
    #[case] fresh_age: u64,
    #[case] later: TimeDelta,
    #[case] status: u16,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let fresh_age = Duration::from_secs(fresh_age);
    let Some(app) = spawn(on, |sessions| sessions.fresh_age = fresh_age) else { return };
    let token = session_token(&sign_up(&app, "ada@example.com"));
    app.advance(later);
    app.get("/api/auth/list-sessions").bearer(&token).send().expect(status);
    let deleted = app.post("/api/auth/delete-user").bearer(&token).json(json!({})).send();
    deleted.expect(if status == 200 { 200 } else { 400 });
}

#[rstest]
fn sessions_that_are_not_refreshed_end_a_week_after_they_began(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = spawn(on, |sessions| sessions.refresh = Refresh::Off) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let at_first = used(&app, &signed_up).json();
    for _ in 0..6 {
        app.advance(TimeDelta::days(1));
        let answer = used(&app, &signed_up);
        assert_eq!(answer.json(), at_first);
        assert_eq!(answer.set_cookies(), NO_COOKIES);
    }
    app.advance(TimeDelta::days(1) + TimeDelta::seconds(1));
    assert_eq!(used(&app, &signed_up).json(), Value::Null);
    assert_eq!(app.database.text(r#"SELECT "token" FROM "session""#), [""; 0]);
    refreshed(&app, "a=b").expect_error(405, "METHOD_NOT_ALLOWED_DEFER_SESSION_REQUIRED");
}

/// However often it is used.
#[rstest]
fn a_session_has_an_end_for_good_where_that_is_set(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let longest = |sessions: &mut SessionSettings| {
        sessions.max_age = Some(Duration::from_secs(10 * 86_400));
    };
    let Some(app) = spawn(on, longest) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    assert_eq!(lasts(&used(&app, &signed_up)), TimeDelta::days(7));
    // It is extended by a day as ever, then up to its end, and then no more.
    for (days, expected, extended) in [(2, 9, true), (3, 10, true), (4, 10, false)] {
        app.advance(TimeDelta::days(days) + TimeDelta::minutes(1));
        let answer = used(&app, &signed_up);
        let near = lasts(&answer) - TimeDelta::days(expected);
        assert!(near.abs() < TimeDelta::minutes(2), "{near}");
        assert_eq!(!answer.set_cookies().is_empty(), extended, "day {days}");
    }
    app.advance(TimeDelta::days(1));
    assert_eq!(used(&app, &signed_up).json(), Value::Null);
    assert_eq!(app.database.text(r#"SELECT "token" FROM "session""#), [""; 0]);
}

/// One that was begun before the end was set has it too.
#[rstest]
fn nor_does_an_older_session_outlast_it(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(before) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&before, "ada@example.com");
    let app = TestApp::spawn_on(before.database.clone(), |config| {
        let sessions = &mut config.accounts.as_mut().unwrap().sessions;
        sessions.max_age = Some(Duration::from_secs(3_600));
    });
    let newer = sign_in(&app, "ada@example.com", PASSWORD).expect(200);
    app.advance(TimeDelta::minutes(59));
    assert_ne!(used(&app, &signed_up).json(), Value::Null);
    app.advance(TimeDelta::minutes(2));
    for ended in [&signed_up, &newer] {
        assert_eq!(used(&app, ended).json(), Value::Null);
    }
    assert_eq!(app.database.text(r#"SELECT "token" FROM "session""#), [""; 0]);
}

#[rstest]
fn a_deferred_refresh_is_asked_for_and_done_by_post_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = deferred(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let cookie = pair(signed_up.set_cookies()[0]);
    let at_first = used(&app, &signed_up).json();
    assert_eq!(at_first["needsRefresh"], false);

    app.advance(TimeDelta::days(2));
    for path in ["/api/auth/get-session", "/api/auth/token", "/api/auth/list-accounts"] {
        let answer = app.get(path).cookie(cookie).send().expect(200);
        assert_eq!(answer.set_cookies(), NO_COOKIES, "{path}");
    }
    let due = used(&app, &signed_up).json();
    assert_eq!(due["needsRefresh"], true);
    assert_eq!(due["session"], at_first["session"]);

    let done = refreshed(&app, cookie).expect(200);
    assert_eq!(super::members(&done.json()), ["session", "user"]);
    assert!(lasts(&done) > TimeDelta::days(8));
    assert_eq!(done.set_cookies(), signed_up.set_cookies());
    assert_eq!(done.header("cache-control"), Some("no-store"));
    assert_eq!(done.header("access-control-expose-headers"), Some("set-auth-jwt, set-auth-token"));
    assert_eq!(used(&app, &signed_up).json()["needsRefresh"], false);
    assert_eq!(refreshed(&app, cookie).expect(200).set_cookies(), NO_COOKIES);
    // It changes something, so other pages may not ask for it.
    let foreign = app.post("/api/auth/get-session").cookie(cookie);
    foreign.header("origin", "https://evil.example").send().expect_error(403, "INVALID_ORIGIN");
}

#[rstest]
fn where_refreshing_is_deferred_a_session_that_is_over_is_deleted_by_post_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = deferred(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    app.advance(TimeDelta::days(8));
    let over = used(&app, &signed_up);
    assert_eq!(over.json(), Value::Null);
    assert_eq!(over.set_cookies(), CLEARED);
    let rows = || app.database.text(r#"SELECT "token" FROM "session""#).len();
    assert_eq!(rows(), 1);
    let cookie = pair(signed_up.set_cookies()[0]);
    assert_eq!(refreshed(&app, cookie).expect(200).json(), Value::Null);
    assert_eq!(rows(), 0);
}

#[rstest]
fn whose_session_may_not_be_extended_is_told_of_no_refresh(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = deferred(on) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    app.advance(TimeDelta::days(2));
    let asked = browser.get("/get-session?disableRefresh=true").expect(200);
    assert_eq!(super::members(&asked.json()), ["session", "user"]);
    let body = json!({ "email": "ada@example.com", "password": PASSWORD, "rememberMe": false });
    browser.post("/sign-in/email", body).expect(200);
    let forgetful = browser.get("/get-session").expect(200);
    assert_eq!(super::members(&forgetful.json()), ["session", "user"]);
}

/// A session that was extended is so whatever else was wrong with the call.
#[rstest]
#[case::not_fresh("GET", "/list-sessions", None, 403)]
#[case::nothing_to_update("POST", "/update-user", Some(json!({})), 400)]
#[case::no_such_field("POST", "/update-session", Some(json!({ "x": 1 })), 400)]
#[case::wrong_password("POST", "/verify-password", Some(json!({ "password": "wrong one" })), 400)]
#[case::not_deleted("POST", "/delete-user", Some(json!({})), 400)]
fn a_refusal_sets_the_cookie_of_the_session_that_it_extended(
    #[case] method: &str,
    #[case] path: &str,
    #[case] body: Option<Value>,
    #[case] status: u16,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    app.advance(TimeDelta::days(2));
    let request = || {
        let request = app.request(method, &format!("/api/auth{path}"));
        let request = request.bearer(&session_token(&signed_up));
        match &body {
            Some(body) => request.json(body.clone()),
            None => request,
        }
    };
    let refused = request().send().expect(status);
    assert_eq!(refused.set_cookies(), signed_up.set_cookies());
    assert_eq!(refused.header("set-auth-token"), signed_up.header("set-auth-token"));
    assert_eq!(refused.header("access-control-expose-headers"), Some("set-auth-token"));
    assert_eq!(request().send().expect(status).set_cookies(), NO_COOKIES);
}
