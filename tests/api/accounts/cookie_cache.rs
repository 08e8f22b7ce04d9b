//! The copy of the session in a cookie: when it answers, and when the database does.

use std::time::Duration;

use accounts::{CacheStrategy, CookieCache, Refresh};
use chrono::TimeDelta;
use ownly::config::AccountsConfig;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{CLEARED, NO_COOKIES, jwt};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
    client::Answer,
};

const DATA: &str = "better-auth.session_data";
const TOKEN: &str = "better-auth.session_token";

pub(super) fn caching(strategy: CacheStrategy) -> Option<CookieCache> {
    Some(CookieCache { strategy, max_age: Duration::from_secs(120), version: "1".to_owned() })
}

fn spawn_with(
    on: Backend,
    strategy: CacheStrategy,
    change: impl FnOnce(&mut AccountsConfig),
) -> Option<TestApp> {
    TestApp::spawn_with(on, |config| {
        let accounts = config.accounts.as_mut().unwrap();
        accounts.cookies.cache = caching(strategy);
        change(accounts);
    })
}

fn spawn(on: Backend, strategy: CacheStrategy) -> Option<TestApp> {
    spawn_with(on, strategy, |_| {})
}

/// The names of the cookies that an answer sets, and of those that it takes back with a minus.
pub(super) fn names(answer: &Answer) -> Vec<String> {
    let cookies = answer.set_cookies().into_iter().map(|cookie| {
        let name = cookie.split_once('=').unwrap().0.replace("better-auth.", "");
        if cookie.contains("; Max-Age=0;") { format!("-{name}") } else { name }
    });
    cookies.collect()
}

fn name_of(answer: &Answer) -> Value {
    answer.json()["user"]["name"].clone()
}

fn rename_behind(app: &TestApp) {
    app.database.execute(r#"UPDATE "user" SET "name" = 'Changed behind'"#);
}

#[rstest]
fn a_good_copy_answers_and_nothing_is_set(
    #[values(CacheStrategy::Compact, CacheStrategy::Jwt, CacheStrategy::Jwe)] by: CacheStrategy,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = spawn(on, by) else { return };
    let mut browser = Browser::new(&app);
    let signed_up = browser.sign_up("ada");
    assert_eq!(names(&signed_up), ["session_token", "session_data"]);
    let copy = signed_up.set_cookies()[1];
    assert!(copy.ends_with("; Max-Age=120; Path=/; HttpOnly; SameSite=Lax"), "{copy}");
    let at_first = browser.get("/get-session?disableCookieCache=1").expect(200).json();

    rename_behind(&app);
    let answer = browser.get("/get-session").expect(200);
    assert_eq!(answer.json(), at_first);
    assert_eq!(answer.set_cookies(), NO_COOKIES);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("access-control-expose-headers"), Some("set-auth-jwt"));
    let claims = jwt::claims(answer.header("set-auth-jwt").unwrap());
    assert_eq!(claims["name"], "ada");
    app.get("/api/me").bearer(&browser.token()).send().expect(200);

    app.advance(TimeDelta::seconds(121));
    let answer = browser.get("/get-session").expect(200);
    assert_eq!(name_of(&answer), "Changed behind");
    assert_eq!(names(&answer), ["session_data"]);
    assert_eq!(name_of(&browser.get("/get-session")), "Changed behind");
}

#[rstest]
fn who_asks_for_it_is_answered_from_the_database_and_gets_a_new_copy(
    #[values(CacheStrategy::Compact, CacheStrategy::Jwt, CacheStrategy::Jwe)] by: CacheStrategy,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = spawn(on, by) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    rename_behind(&app);
    let none = browser.get("/get-session?disableCookieCache=").expect(200);
    assert_eq!((name_of(&none), names(&none).len()), (json!("ada"), 0));
    for query in ["true", "false", "0"] {
        let answer = browser.get(&format!("/get-session?disableCookieCache={query}")).expect(200);
        assert_eq!(name_of(&answer), "Changed behind");
        assert_eq!(names(&answer), ["session_data"]);
    }
    assert_eq!(name_of(&browser.get("/get-session")), "Changed behind");
}

#[rstest]
fn a_copy_that_is_bad_or_anothers_is_replaced(
    #[values(CacheStrategy::Compact, CacheStrategy::Jwt, CacheStrategy::Jwe)] by: CacheStrategy,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = spawn(on, by) else { return };
    let (ada, eve) = (Browser::signed_up(&app, "ada"), Browser::signed_up(&app, "eve"));
    let [token, copy] = [TOKEN, DATA].map(|name| eve.cookie(name).unwrap());
    let others = ada.cookie(DATA).unwrap();
    for bad in ["", "junk", "a.b.c", &copy[..copy.len() - 9], others] {
        let request = super::get_session(&app).cookie(&format!("{TOKEN}={token}; {DATA}={bad}"));
        let answer = request.send().expect(200);
        assert_eq!(name_of(&answer), "eve", "{bad}");
        assert_eq!(names(&answer), ["session_data"], "{bad}");
    }
    let without = super::get_session(&app).cookie(&format!("{TOKEN}={token}")).send().expect(200);
    assert_eq!(names(&without), ["session_data"]);
    // A copy is worth nothing without the session's own cookie.
    let alone = super::get_session(&app).cookie(&format!("{DATA}={copy}")).send().expect(200);
    assert_eq!((alone.json(), alone.set_cookies().len()), (Value::Null, 0));
    // A bearer's token is the session's too.
    rename_behind(&app);
    let bearer = super::get_session(&app).cookie(&format!("{DATA}={copy}"));
    let bare = token.split('.').next().unwrap();
    assert_eq!(name_of(&bearer.bearer(bare).send().expect(200)), "eve");
}

#[rstest]
fn a_session_that_was_ended_goes_on_by_its_copy_where_that_does_no_harm(
    #[values(CacheStrategy::Compact, CacheStrategy::Jwt, CacheStrategy::Jwe)] by: CacheStrategy,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = spawn(on, by) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    app.database.execute(r#"DELETE FROM "session""#);
    for path in ["/get-session", "/token", "/list-accounts"] {
        let answer = browser.get(path).expect(200);
        assert_ne!(answer.json(), Value::Null, "{path}");
        assert_eq!(answer.set_cookies(), NO_COOKIES);
    }
    let cookies = browser.cookies();
    for (path, body) in [
        ("/list-sessions", None),
        ("/update-user", Some(json!({ "name": "Mallory" }))),
        ("/update-session", Some(json!({ "x": 1 }))),
        (
            "/change-password",
            Some(json!({ "currentPassword": PASSWORD, "newPassword": "another" })),
        ),
        ("/verify-password", Some(json!({ "password": PASSWORD }))),
        ("/revoke-sessions", Some(json!({}))),
        ("/revoke-other-sessions", Some(json!({}))),
        ("/revoke-session", Some(json!({ "token": "x" }))),
        ("/unlink-account", Some(json!({ "providerId": "x", "accountId": "x" }))),
        ("/delete-user", Some(json!({}))),
    ] {
        let path = format!("/api/auth{path}");
        let request = match body {
            Some(body) => app.post(&path).json(body),
            None => app.get(&path),
        };
        let request = request.cookie(&cookies).header("origin", app.origin());
        let refused = request.send().expect_error(401, "UNAUTHORIZED");
        assert_eq!(refused.set_cookies(), [CLEARED[0], CLEARED[1], CLEARED[1], CLEARED[2]]);
    }
    app.advance(TimeDelta::seconds(121));
    let over = browser.get("/get-session").expect(200);
    assert_eq!(over.json(), Value::Null);
    assert_eq!(
        names(&over),
        ["-session_token", "-session_data", "-session_data", "-dont_remember"]
    );
}

#[rstest]
fn a_due_session_is_extended_and_copied_by_the_call_that_reads_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = spawn(on, CacheStrategy::Compact) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    for path in ["/get-session", "/token", "/list-accounts"] {
        app.advance(TimeDelta::days(2));
        assert_eq!(names(&browser.get(path).expect(200)), ["session_token", "session_data"]);
        assert_eq!(browser.get(path).expect(200).set_cookies(), NO_COOKIES);
    }
    let verified = browser.post("/verify-password", json!({ "password": PASSWORD })).expect(200);
    assert_eq!(names(&verified), ["session_data"]);
    let still = browser.get("/get-session?disableCookieCache=1&disableRefresh=1").expect(200);
    assert_eq!(still.set_cookies(), NO_COOKIES);
}

#[rstest]
fn what_users_say_of_themselves_is_in_the_new_copy(
    #[values(CacheStrategy::Compact, CacheStrategy::Jwt, CacheStrategy::Jwe)] by: CacheStrategy,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = spawn(on, by) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    let change = json!({ "name": "Ada L.", "image": "https://example.com/a.png" });
    let updated = browser.post("/update-user", change).expect(200);
    assert_eq!(names(&updated), ["session_token", "session_data"]);
    let copy = browser.get("/get-session").expect(200).json();
    assert_eq!(copy["user"]["name"], "Ada L.");
    assert_eq!(copy, browser.get("/get-session?disableCookieCache=1").json());
    browser.post("/update-user", json!({ "image": null })).expect(200);
    assert_eq!(browser.get("/get-session").json()["user"]["image"], Value::Null);
}

#[rstest]
fn a_deferred_refresh_goes_past_the_copy(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let app = spawn_with(on, CacheStrategy::Compact, |accounts| {
        accounts.sessions.refresh = Refresh::Deferred;
    });
    let Some(app) = app else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    app.advance(TimeDelta::days(2));
    let due = browser.get("/get-session").expect(200);
    assert_eq!(due.json()["needsRefresh"], true);
    assert_eq!(names(&due), ["session_data"]);
    let refreshed = browser.post("/get-session", json!({})).expect(200);
    assert_eq!(names(&refreshed), ["session_token", "session_data"]);
    assert_ne!(refreshed.json()["session"]["expiresAt"], due.json()["session"]["expiresAt"]);
}
