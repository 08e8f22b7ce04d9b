//! Several servers on one database.

use std::{
    sync::Arc,
    thread::sleep,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use ownly::config::Config;
use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{WITHIN, ask, good, revoking, scene};
use crate::app::TestApp;

#[rstest]
fn every_server_knows_within_the_bound(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(one) = TestApp::spawn_with(on, revoking) else { return };
    let other = TestApp::spawn_on(Arc::clone(&one.database), revoking);
    let (mut browsers, tokens) = scene(&one);
    other.stop_clock();
    other.advance(WITHIN);
    good(&other, &tokens, [true; 3]);

    browsers[0].post("/sign-out", json!({})).expect(200);
    good(&one, &tokens, [false, true, true]);
    // No time has passed there, and no database is asked.
    good(&other, &tokens, [true; 3]);
    other.advance(WITHIN - TimeDelta::milliseconds(1));
    good(&other, &tokens, [true; 3]);
    other.advance(TimeDelta::milliseconds(1));
    good(&other, &tokens, [false, true, true]);

    // The other way round, and what was known before is known still.
    one.stop_clock();
    let cookies = browsers[1].cookies();
    let all = other.post("/api/auth/revoke-sessions").cookie(&cookies);
    all.header("origin", other.origin()).send().expect(200);
    good(&other, &tokens, [false, false, true]);
    one.advance(WITHIN);
    good(&one, &tokens, [false, false, true]);
}

#[rstest]
fn a_server_that_starts_later_knows_what_was_revoked(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, revoking) else { return };
    let (mut browsers, tokens) = scene(&app);
    browsers[0].post("/sign-out", json!({})).expect(200);
    let database = Arc::clone(&app.database);
    drop(browsers);
    drop(app);
    let again = TestApp::spawn_on(database, revoking);
    good(&again, &tokens, [false, true, true]);
}

/// It looks by itself, every few milliseconds here.
fn watchful(config: &mut Config) {
    revoking(config);
    config.tokens.revocation.as_mut().unwrap().every = Duration::from_millis(5);
}

/// Waits for what another thread does, and no longer than it may take.
#[track_caller]
fn comes_true(is_true: impl Fn() -> bool) {
    let patience = Instant::now() + Duration::from_secs(30);
    while !is_true() {
        assert!(Instant::now() < patience, "it did not come true");
        sleep(Duration::from_millis(5));
    }
}

#[rstest]
fn a_server_looks_by_itself(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(one) = TestApp::spawn_with(on, revoking) else { return };
    let other = TestApp::spawn_on(Arc::clone(&one.database), watchful);
    let (mut browsers, tokens) = scene(&one);
    // What is known there never gets old by the clock.
    other.stop_clock();
    good(&other, &tokens, [true; 3]);
    browsers[0].post("/sign-out", json!({})).expect(200);
    comes_true(|| ask(&other, &tokens[0]).status == 401);
    good(&other, &tokens, [false, true, true]);
}

#[rstest]
fn nothing_is_remembered_for_longer_than_tokens_last(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, watchful) else { return };
    let rows = || app.database.text("SELECT subject FROM revocation").len();
    let (mut browsers, tokens) = scene(&app);
    browsers[0].post("/sign-out", json!({})).expect(200);
    // Longer than the token is good, leeway and all.
    app.advance(TimeDelta::seconds(900 + 60));
    browsers[2].post("/revoke-sessions", json!({})).expect(200);
    assert_eq!(rows(), 3);
    app.advance(TimeDelta::seconds(60));
    comes_true(|| rows() == 2);
    good(&app, &tokens, [false; 3]);
    app.advance(TimeDelta::seconds(900 + 60));
    comes_true(|| rows() == 0);
}
