//! Several servers on one database.

use std::{sync::Arc, thread};

use accounts::Secret;
use chrono::TimeDelta;
use ownly::config::Config;
use rstest::rstest;
use testing::Backend;

use super::{jwt, linger_at_inserts};
use crate::{app::TestApp, browser::Browser};

/// Replicas have one public origin, whatever ports they listen on.
fn replica(config: &mut Config) {
    config.tokens.issuer = Some("https://ownly.example".to_owned());
    config.tokens.audiences = vec!["https://ownly.example".to_owned()];
}

#[rstest]
fn a_token_of_one_server_is_taken_by_another_at_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(one) = TestApp::spawn_with(on, replica) else { return };
    let other = TestApp::spawn_on(Arc::clone(&one.database), replica);
    let mut browser = Browser::signed_up(&one, "ada");
    let token = browser.token();
    other.get("/api/me").bearer(&token).send().expect(200);

    let session = other.get("/api/auth/token").cookie(&browser.cookies()).send().expect(200);
    let again = session.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(jwt::header(&again), jwt::header(&token));
    one.get("/api/me").bearer(&again).send().expect(200);
}

#[rstest]
fn eight_servers_that_need_a_first_key_at_once_make_one(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(first) = TestApp::spawn_with(on, replica) else { return };
    let further = || TestApp::spawn_on(Arc::clone(&first.database), replica);
    let further: Vec<_> = (1..8).map(|_| further()).collect();
    let browser = Browser::signed_up(&first, "ada");
    let cookies = browser.cookies();
    linger_at_inserts(&first, "jwks");

    let servers = || further.iter().chain([&first]);
    let answers = thread::scope(|scope| {
        let ask = |server| {
            let cookies = &cookies;
            move || -> Vec<String> {
                let server: &TestApp = server;
                let set = server.get("/api/auth/jwks").send().expect(200).json();
                let token = server.get("/api/auth/token").cookie(cookies).send().expect(200).json();
                let named = jwt::header(token["token"].as_str().unwrap());
                [&set["keys"][0]["kid"], &named["kid"]].map(ToString::to_string).into()
            }
        };
        let started: Vec<_> = servers().map(|server| scope.spawn(ask(server))).collect();
        started.into_iter().flat_map(|one| one.join().unwrap()).collect::<Vec<_>>()
    });
    let kids = first.database.text(r#"SELECT "id" FROM "jwks""#);
    assert_eq!(kids.len(), 1);
    let named = format!("\"{}\"", kids[0]);
    assert!(answers.iter().all(|kid| *kid == named), "{answers:?}");
}

/// Which keys sign and which are good is for the rows to say, within a minute of their change.
#[rstest]
fn the_newest_live_key_signs_and_others_stay_good(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, replica) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    let older = browser.token();
    app.database.execute(r#"UPDATE "jwks" SET "expiresAt" = '2001-01-01T00:00:00.000Z'"#);
    app.advance(TimeDelta::seconds(61));
    let newer = browser.token();
    assert_ne!(jwt::header(&newer)["kid"], jwt::header(&older)["kid"]);
    app.get("/api/me").bearer(&newer).send().expect(200);

    // One that stopped signing long ago proves nothing any more.
    app.get("/api/me").bearer(&older).send().expect_error(401, "INVALID_TOKEN");
    let end = "UPDATE \"jwks\" SET \"expiresAt\" = NULL WHERE \"expiresAt\" IS NOT NULL";
    app.database.execute(end);
    let set = app.get("/api/auth/jwks").send().expect(200).json();
    assert_eq!(set["keys"].as_array().unwrap().len(), 2);
    app.get("/api/me").bearer(&older).send().expect(200);
    assert_eq!(jwt::header(&browser.token()), jwt::header(&newer));

    // The newest of the live ones signs, which need not be the newest.
    let kid = jwt::header(&newer)["kid"].as_str().unwrap().to_owned();
    let past = "2001-01-01T00:00:00.000Z";
    app.database
        .execute(&format!(r#"UPDATE "jwks" SET "expiresAt" = '{past}' WHERE "id" = '{kid}'"#));
    app.advance(TimeDelta::seconds(61));
    assert_eq!(jwt::header(&browser.token()), jwt::header(&older));
    assert_eq!(app.database.text(r#"SELECT "id" FROM "jwks""#).len(), 2);
}

#[rstest]
fn a_server_with_another_secret_does_not_start_and_says_which_key_it_cannot_open(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    app.get("/api/auth/jwks").send().expect(200);
    let kid = app.database.text(r#"SELECT "id" FROM "jwks""#).remove(0);
    let why = TestApp::refusal_on(&app.database, |config| {
        let another = "another secret, every bit as long as the first";
        config.accounts.as_mut().unwrap().secrets = Secret::from(another.to_owned()).into();
    });
    assert!(why.contains(&kid), "{why}");
    assert!(why.contains("BETTER_AUTH_SECRET"), "{why}");
}
