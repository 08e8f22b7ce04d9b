//! Tokens that name no session: those from before it was switched on, and a Better Auth server's on
//! the same database.

use std::sync::Arc;

use chrono::TimeDelta;
use ownly::config::Config;
use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{good, jwt, revoking, scene};
use crate::{app::TestApp, browser::PASSWORD};

fn not_revoking(config: &mut Config) {
    revoking(config);
    config.tokens.revocation = None;
}

/// Which session they are of nobody can say: they go with any that is their user's. Those that are
/// issued later are good.
#[rstest]
fn they_end_with_any_session_of_their_user(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("/sign-out", "/revoke-other-sessions", "/revoke-sessions")] path: &str,
) {
    let Some(app) = TestApp::spawn_with(on, revoking) else { return };
    let before = TestApp::spawn_on(Arc::clone(&app.database), not_revoking);
    // The clock there stands first, and so no later than the one here.
    before.stop_clock();
    app.stop_clock();
    let (mut browsers, tokens) = scene(&before);
    assert_eq!(jwt::claims(&tokens[0]).get("sid"), None);
    good(&app, &tokens, [true; 3]);
    let ended = app.post(&format!("/api/auth{path}")).cookie(&browsers[0].cookies());
    let ended = ended.header("origin", app.origin()).json(json!({}));
    ended.send().expect(200);
    good(&app, &tokens, [false, false, true]);

    before.advance(TimeDelta::seconds(2));
    app.advance(TimeDelta::seconds(2));
    let mut later = || {
        browsers[1].sign_in("ada", PASSWORD).expect(200);
        [browsers[1].token(), browsers[2].token()]
    };
    good(&app, &later(), [true, true]);
    good(&app, &tokens, [false, false, true]);
    good(&before, &tokens, [true; 3]);
}

/// Of a user who has no session left, there is something to revoke all the same.
#[rstest]
fn they_end_with_their_user(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn_with(on, revoking) else { return };
    let before = TestApp::spawn_on(Arc::clone(&app.database), not_revoking);
    let (_, tokens) = scene(&before);
    app.database.execute(r#"DELETE FROM "session""#);
    good(&app, &tokens, [true; 3]);
    super::operator::revoke_sessions(&app, "ada@example.com");
    app.stop_clock();
    app.advance(super::WITHIN);
    good(&app, &tokens, [false, false, true]);
}
