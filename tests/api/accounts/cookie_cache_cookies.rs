//! The cookies that a session's copy goes in.

use std::{
    thread,
    time::{Duration, Instant},
};

use accounts::CacheStrategy;
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use testing::{Backend, TestDatabase};

use super::{
    NO_COOKIES,
    cookie_cache::{caching, names},
    get_session, newcomer,
    outage::allow_connections,
    pair,
};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

fn spawn(on: Backend, strategy: CacheStrategy) -> Option<TestApp> {
    TestApp::spawn_with(on, |config| {
        config.accounts.as_mut().unwrap().cookies.cache = caching(strategy);
    })
}

/// The table is elsewhere: whoever looked into it would be told 500.
#[rstest]
fn a_copy_answers_without_the_table_of_sessions(
    #[values(CacheStrategy::Compact, CacheStrategy::Jwt, CacheStrategy::Jwe)] by: CacheStrategy,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = spawn(on, by) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    browser.token();
    for table in ["session", "user"] {
        app.database.execute(&format!(r#"ALTER TABLE "{table}" RENAME TO "{table}_elsewhere""#));
    }
    let answer = browser.get("/get-session").expect(200);
    assert_eq!(answer.json()["user"]["name"], "ada");
    assert_eq!(answer.set_cookies(), NO_COOKIES);
    browser.token();
    browser.get("/get-session?disableCookieCache=1").expect(500);
}

#[test]
fn a_copy_answers_while_the_database_is_away() {
    let Some(app) = spawn(Backend::Postgres, CacheStrategy::Jwe) else { return };
    let elsewhere = TestDatabase::new(Backend::Postgres);
    let mut browser = Browser::signed_up(&app, "ada");
    let kid = super::jwt::header(&browser.token())["kid"].clone();
    allow_connections(&elsewhere, &app, false);
    // The keys are old by then, and nobody can say whether there are newer ones.
    app.advance(TimeDelta::seconds(90));
    let answer = browser.get("/get-session").expect(200);
    assert_eq!(answer.json()["user"]["name"], "ada");
    let token = browser.token();
    assert_eq!(super::jwt::header(&token)["kid"], kid);
    app.get("/api/me").bearer(&token).send().expect(200);

    // One of many waits for the database; the others take the key that is known.
    let cookies = browser.cookies();
    let before = Instant::now();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| app.get("/api/auth/token").cookie(&cookies).send().expect(200));
        }
    });
    assert!(before.elapsed() < Duration::from_secs(8), "{:?}", before.elapsed());

    app.advance(TimeDelta::seconds(31));
    let refused = browser.get("/get-session").expect_error(503, "SERVICE_UNAVAILABLE");
    assert_eq!(refused.set_cookies(), NO_COOKIES);
    allow_connections(&elsewhere, &app, true);
    browser.get("/get-session").expect(200);
}

#[rstest]
fn a_copy_of_who_is_not_to_be_remembered_ends_with_the_browser(
    #[values(CacheStrategy::Compact, CacheStrategy::Jwt, CacheStrategy::Jwe)] by: CacheStrategy,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = spawn(on, by) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    let body = json!({ "email": "ada@example.com", "password": PASSWORD, "rememberMe": false });
    let answer = browser.post("/sign-in/email", body).expect(200);
    assert_eq!(names(&answer), ["session_token", "dont_remember", "session_data"]);
    assert!(answer.set_cookies().iter().all(|cookie| !cookie.contains("Max-Age")));
    let good = if by == CacheStrategy::Compact { 60 } else { 300 };
    app.advance(TimeDelta::seconds(good - 5));
    assert_eq!(browser.get("/get-session").expect(200).set_cookies(), NO_COOKIES);
    let verified = browser.post("/verify-password", json!({ "password": PASSWORD })).expect(200);
    assert_eq!(verified.set_cookies(), NO_COOKIES);
    // As in Better Auth it is not copied again.
    app.advance(TimeDelta::seconds(6));
    let later = browser.get("/get-session").expect(200);
    assert_ne!(later.json(), Value::Null);
    assert_eq!(names(&later), ["-session_data"]);
}

#[rstest]
fn a_long_copy_goes_in_parts_which_are_taken_back_when_it_gets_shorter(
    #[values(CacheStrategy::Compact, CacheStrategy::Jwt, CacheStrategy::Jwe)] by: CacheStrategy,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = spawn(on, by) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    let long = browser.post("/update-user", json!({ "name": "9".repeat(5_000) })).expect(200);
    let parts = ["session_token", "-session_data", "session_data.0", "session_data.1"];
    assert_eq!(names(&long), parts);
    app.database.execute(r#"UPDATE "user" SET "name" = 'Changed behind'"#);
    let copied = browser.get("/get-session").expect(200);
    assert_eq!(copied.json()["user"]["name"].as_str().unwrap().len(), 5_000);
    assert_eq!(copied.set_cookies(), NO_COOKIES);

    let fresh = browser.get("/get-session?disableCookieCache=1").expect(200);
    assert_eq!(names(&fresh), ["-session_data.0", "-session_data.1", "session_data"]);
    // More than servers take as headers is not copied: its user could not even sign out.
    let longest = browser.post("/update-user", json!({ "name": "9".repeat(15_000) })).expect(200);
    assert_eq!(names(&longest), ["session_token", "-session_data"]);
    let answer = browser.get("/get-session").expect(200);
    assert_eq!(answer.json()["user"]["name"].as_str().unwrap().len(), 15_000);
    let out = browser.post("/sign-out", json!({})).expect(200);
    assert_eq!(names(&out), ["-session_token", "-session_data", "-dont_remember"]);
}

#[rstest]
fn signing_out_takes_each_part_back(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = spawn(on, CacheStrategy::Jwt) else { return };
    let mut body = newcomer("ada@example.com");
    body["name"] = "9".repeat(5_000).into();
    let mut browser = Browser::new(&app);
    browser.post("/sign-up/email", body).expect(200);
    let out = browser.post("/sign-out", json!({})).expect(200);
    assert_eq!(
        names(&out),
        ["-session_token", "-session_data", "-session_data.0", "-session_data.1", "-dont_remember"]
    );
    assert_eq!(browser.cookies(), "");
}

#[rstest]
fn names_and_scope_are_as_they_were_set(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let app = TestApp::spawn_with(on, |config| {
        let accounts = config.accounts.as_mut().unwrap();
        accounts.url = Some("https://auth.example.com".parse().unwrap());
        accounts.cookies.cache = caching(CacheStrategy::Compact);
        accounts.cookies.prefix = "my-app".to_owned();
        accounts.cookies.domain = Some("example.com".to_owned());
    });
    let Some(app) = app else { return };
    let signed_up = super::sign_up(&app, "ada@example.com").expect(200);
    let cookies = signed_up.set_cookies();
    for (cookie, (name, age)) in
        cookies.iter().zip([("session_token", 604_800), ("session_data", 120)])
    {
        assert!(cookie.starts_with(&format!("__Secure-my-app.{name}=")), "{cookie}");
        let attributes =
            format!("; Max-Age={age}; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Lax");
        assert!(cookie.ends_with(&attributes), "{cookie}");
    }
    let sent = cookies.into_iter().map(pair).collect::<Vec<_>>().join("; ");
    app.database.execute(r#"DELETE FROM "session""#);
    assert_ne!(get_session(&app).cookie(&sent).send().json(), Value::Null);
}

#[test]
fn a_domain_that_the_server_is_not_under_is_refused_at_the_start() {
    if !Backend::Sqlite.is_wanted() {
        return;
    }
    let why = TestApp::refusal_on(&TestDatabase::new(Backend::Sqlite), |config| {
        config.accounts.as_mut().unwrap().cookies.domain = Some("example.com".to_owned());
    });
    assert!(why.contains("cookie domain"), "{why}");
}
