use chrono::TimeDelta;
use rstest::rstest;
use serde_json::Value;
use testing::Backend;

use super::{CLEARED, NO_COOKIES, get_session, pair, session_token, sign_up};
use crate::{app::TestApp, client::Answer};

/// What get-session answers to the session of a sign-up.
fn used(app: &TestApp, signed_up: &Answer) -> Answer {
    get_session(app).cookie(pair(signed_up.set_cookies()[0])).send().expect(200)
}

#[rstest]
fn a_session_that_is_used_after_a_day_begins_its_week_anew(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let at_first = used(&app, &signed_up).json();
    app.advance(TimeDelta::days(1) - TimeDelta::seconds(30));
    let same_day = used(&app, &signed_up);
    assert_eq!(same_day.json(), at_first);
    assert_eq!(same_day.set_cookies(), NO_COOKIES);

    app.advance(TimeDelta::seconds(31));
    let next_day = used(&app, &signed_up);
    let (before, after) = (&at_first["session"], &next_day.json()["session"]);
    for moved in ["expiresAt", "updatedAt"] {
        assert!(after[moved].as_str() > before[moved].as_str(), "{before} {after}");
    }
    for stays in ["id", "token", "createdAt", "ipAddress", "userAgent", "userId"] {
        assert_eq!(after[stays], before[stays]);
    }
    assert_eq!(next_day.set_cookies(), signed_up.set_cookies());
    assert_eq!(next_day.header("set-auth-token"), signed_up.header("set-auth-token"));
    assert_eq!(
        next_day.header("access-control-expose-headers"),
        Some("set-auth-jwt, set-auth-token")
    );
    let later = used(&app, &signed_up);
    assert_eq!(later.json()["session"], *after);
    assert_eq!(later.set_cookies(), NO_COOKIES);
}

#[rstest]
fn a_bearers_session_is_extended_too_and_so_it_is_by_asking_for_a_token(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    for path in ["/api/auth/get-session", "/api/auth/token"] {
        app.advance(TimeDelta::hours(25));
        let answer = app.get(path).bearer(&session_token(&signed_up)).send().expect(200);
        assert_eq!(answer.set_cookies(), signed_up.set_cookies(), "{path}");
        assert_eq!(answer.header("set-auth-token"), signed_up.header("set-auth-token"));
        assert!(answer.header("access-control-expose-headers").unwrap().contains("set-auth-token"));
    }
    app.advance(TimeDelta::days(7) - TimeDelta::seconds(30));
    assert_ne!(used(&app, &signed_up).json(), Value::Null);
}

#[rstest]
fn who_asks_not_to_extend_it_does_not(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let at_first = used(&app, &signed_up).json();
    app.advance(TimeDelta::days(2));
    // Any text but the empty one is true, and so is a repeated parameter.
    for query in ["disableRefresh=true", "disableRefresh=false", "disableRefresh=&disableRefresh="]
    {
        let request = app.get(&format!("/api/auth/get-session?{query}"));
        let answer = request.bearer(&session_token(&signed_up)).send().expect(200);
        assert_eq!(answer.json(), at_first, "{query}");
        assert_eq!(answer.set_cookies(), NO_COOKIES);
        assert_eq!(answer.header("set-auth-token"), None);
    }
    let request = app.get("/api/auth/get-session?disableRefresh=");
    let answer = request.bearer(&session_token(&signed_up)).send().expect(200);
    assert_ne!(answer.json(), at_first);
}

#[rstest]
fn a_session_that_is_not_used_for_a_week_is_over_and_deleted(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let other = sign_up(&app, "grace@example.com");
    app.advance(TimeDelta::days(7) - TimeDelta::seconds(30));
    assert_ne!(used(&app, &other).json(), Value::Null);

    app.advance(TimeDelta::seconds(31));
    let over = used(&app, &signed_up);
    assert_eq!(over.json(), Value::Null);
    assert_eq!(over.set_cookies(), CLEARED);
    let left = app.database.text(r#"SELECT "token" FROM "session""#);
    assert_eq!(left, [session_token(&other)]);
}
