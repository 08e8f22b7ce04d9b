//! Copies of sessions in cookies.

use std::{sync::Arc, time::Duration};

use accounts::{CacheStrategy, RevocationSettings};
use ownly::config::Config;
use rstest::rstest;
use serde_json::{Value, json};
use testing::{Backend, TestDatabase};

use super::{
    super::{cookie_cache::caching, outage::allow_connections},
    WITHIN, revoking,
};
use crate::{app::TestApp, browser::Browser};

fn copying(config: &mut Config) {
    revoking(config);
    config.accounts.as_mut().unwrap().cookies.cache = caching(CacheStrategy::Compact);
    let every = config.tokens.revocation.unwrap().every;
    let copies = Duration::from_secs(300);
    let settings = RevocationSettings::new(config.tokens.expires_in, copies);
    config.tokens.revocation = Some(RevocationSettings { every, ..settings });
}

/// What cannot be called back is not believed any more.
#[rstest]
fn a_copy_of_a_session_that_was_ended_answers_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, copying) else { return };
    let other = TestApp::spawn_on(Arc::clone(&app.database), copying);
    let mut laptop = Browser::signed_up(&app, "ada");
    let cookies = laptop.cookies();
    assert!(cookies.contains("session_data"), "{cookies}");
    laptop.post("/sign-out", json!({})).expect(200);
    other.stop_clock();
    other.advance(WITHIN);
    for server in [&app, &other] {
        let session = server.get("/api/auth/get-session").cookie(&cookies).send().expect(200);
        assert_eq!(session.json(), Value::Null);
        assert_eq!(session.header("set-auth-jwt"), None);
        let token = server.get("/api/auth/token").cookie(&cookies).send();
        token.expect_error(401, "UNAUTHORIZED");
    }
}

#[test]
fn a_copy_answers_without_the_database_for_as_long_as_what_is_known_is_not_too_old() {
    let Some(app) = TestApp::spawn_with(Backend::Postgres, copying) else { return };
    let elsewhere = TestDatabase::new(Backend::Postgres);
    let mut laptop = Browser::signed_up(&app, "ada");
    let token = laptop.token();
    let cookies = laptop.cookies();
    app.stop_clock();
    app.advance(WITHIN);
    app.get("/api/me").bearer(&token).send().expect(200);
    allow_connections(&elsewhere, &app, false);
    let ask = || app.get("/api/auth/token").cookie(&cookies).send();
    ask().expect(200);
    app.advance(WITHIN);
    ask().expect_error(503, "SERVICE_UNAVAILABLE");
    allow_connections(&elsewhere, &app, true);
    ask().expect(200);
}
