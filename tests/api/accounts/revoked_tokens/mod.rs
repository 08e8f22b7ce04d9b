//! Tokens that end with the session that gave them out.

mod copies;
mod operator;
mod outage;
mod race;
mod replicas;
mod ways;
mod without_session;

use std::time::Duration;

use accounts::RevocationSettings;
use chrono::TimeDelta;
use ownly::config::Config;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::jwt;
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
    client::Answer,
};

const WITHIN: TimeDelta = RevocationSettings::WITHIN;

/// Tokens end with their sessions. What others revoke is looked at when it has to be, and not by
/// itself meanwhile.
fn revoking(config: &mut Config) {
    // Replicas have one public origin, whatever ports they listen on.
    config.tokens.issuer = Some("https://ownly.example".to_owned());
    config.tokens.audiences = vec!["https://ownly.example".to_owned()];
    let settings = RevocationSettings::new(config.tokens.expires_in, Duration::ZERO);
    config.tokens.revocation =
        Some(RevocationSettings { every: Duration::from_secs(3600), ..settings });
}

fn ask(app: &TestApp, token: &str) -> Answer {
    app.get("/api/me").bearer(token).send()
}

/// Checks which of the tokens are good. Those that were asked about before are remembered.
#[track_caller]
fn good<const N: usize>(app: &TestApp, tokens: &[String; N], expected: [bool; N]) {
    let answers = tokens.each_ref().map(|token| ask(app, token));
    for answer in &answers {
        if answer.status != 200 {
            answer.clone().expect_error(401, "INVALID_TOKEN");
        }
    }
    assert_eq!(answers.map(|answer| answer.status == 200), expected);
}

/// Ada at two browsers and Eve at one, each with a token.
fn scene(app: &TestApp) -> ([Browser<'_>; 3], [String; 3]) {
    let mut browsers = [(); 3].map(|()| Browser::new(app));
    browsers[0].sign_up("ada").expect(200);
    browsers[1].sign_in("ada", PASSWORD).expect(200);
    browsers[2].sign_up("eve").expect(200);
    let tokens = browsers.each_mut().map(Browser::token);
    good(app, &tokens, [true; 3]);
    (browsers, tokens)
}

#[rstest]
fn a_token_ends_with_its_session_and_no_other_does(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(0, 1024)] remembered: usize,
) {
    let app = TestApp::spawn_with(on, |config| {
        revoking(config);
        config.tokens.cache = remembered;
    });
    let Some(app) = app else { return };
    let ([mut laptop, ..], tokens) = scene(&app);
    let cookies = laptop.cookies();
    // The one in the header of get-session is the session's too.
    let header = laptop.get("/get-session").header("set-auth-jwt").unwrap().to_owned();
    ask(&app, &header).expect(200);

    laptop.post("/sign-out", json!({})).expect(200);
    good(&app, &tokens, [false, true, true]);
    ask(&app, &header).expect_error(401, "INVALID_TOKEN");
    app.get("/api/auth/token").cookie(&cookies).send().expect_error(401, "UNAUTHORIZED");
    // Nothing tells it from any other bad token.
    let (refused, other) = (ask(&app, &tokens[0]), ask(&app, "made.up.token"));
    assert_eq!(refused.text, other.text);
    assert_eq!(refused.header("www-authenticate"), other.header("www-authenticate"));
    for request in [app.get("/api/tasks"), app.post("/api/tasks").json(json!({ "title": "x" }))] {
        request.bearer(&tokens[0]).send().expect_error(401, "INVALID_TOKEN");
    }

    laptop.sign_in("ada", PASSWORD).expect(200);
    ask(&app, &laptop.token()).expect(200);
    good(&app, &tokens, [false, true, true]);
}

#[rstest]
fn the_claim_says_which_session_and_not_its_id(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, revoking) else { return };
    let ([mut laptop, mut phone, _], tokens) = scene(&app);
    let sids = tokens.each_ref().map(|token| jwt::claims(token)["sid"].clone());
    assert_eq!(jwt::claims(&laptop.token())["sid"], sids[0]);
    assert_ne!(sids[0], sids[1]);
    for browser in [&mut laptop, &mut phone] {
        let session = browser.get("/get-session").json()["session"].clone();
        for secret in [&session["id"], &session["token"]] {
            assert!(!sids.contains(secret));
        }
    }
    // A user who is too long for a token has a session all the same.
    laptop.post("/update-user", json!({ "name": "x".repeat(9000) })).expect(200);
    let short = jwt::claims(&laptop.token());
    assert_eq!((&short["name"], &short["sid"]), (&Value::Null, &sids[0]));
}

/// What ends the session ends its tokens, or does neither.
#[rstest]
fn both_are_done_in_one_transaction(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn_with(on, revoking) else { return };
    // Nothing gets too old, or it would be looked for while it is elsewhere.
    app.stop_clock();
    let ([mut laptop, ..], tokens) = scene(&app);
    app.database.execute("ALTER TABLE revocation RENAME TO elsewhere");
    laptop.post("/sign-out", json!({})).expect_error(500, "INTERNAL_ERROR");
    laptop.post("/delete-user", json!({ "password": PASSWORD })).expect(500);
    good(&app, &tokens, [true; 3]);
    assert_eq!(laptop.get("/get-session").json()["user"]["name"], "ada");
    app.database.execute("ALTER TABLE elsewhere RENAME TO revocation");
    laptop.post("/sign-out", json!({})).expect(200);
    good(&app, &tokens, [false, true, true]);
}

#[rstest]
fn where_it_is_off_tokens_last_until_they_expire(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let ([mut laptop, ..], tokens) = scene(&app);
    assert_eq!(jwt::claims(&tokens[0]).get("sid"), None);
    laptop.post("/sign-out", json!({})).expect(200);
    good(&app, &tokens, [true; 3]);
    app.advance(TimeDelta::seconds(931));
    good(&app, &tokens, [false; 3]);
    assert_eq!(app.database.text("SELECT subject FROM revocation"), [""; 0]);
}
