//! Keys of our own come and go.

use std::{sync::Arc, thread};

use accounts::{Entropy, KeySettings, KeyState, Secret, SigningKeys};
use chrono::{TimeDelta, Utc};
use ownly::config::Config;
use rstest::rstest;
use testing::{Backend, TestDatabase};
use token::Clock;
use wall::{Database, PoolSizes};

use super::{jwt, linger_at_inserts};
use crate::{
    app::{SECRET, TestApp},
    browser::Browser,
};

/// A key signs for a day.
fn daily(config: &mut Config) {
    config.tokens.keys.rotation = Some(TimeDelta::days(1));
    config.tokens.keys.grace = TimeDelta::hours(1);
    config.tokens.issuer = Some("https://ownly.example".to_owned());
    config.tokens.audiences = vec!["https://ownly.example".to_owned()];
}

fn published(app: &TestApp) -> Vec<String> {
    let set = app.get("/api/auth/jwks").send().expect(200).json();
    let kid = |key: &serde_json::Value| key["kid"].as_str().unwrap().to_owned();
    set["keys"].as_array().unwrap().iter().map(kid).collect()
}

fn kid(token: &str) -> String {
    jwt::header(token)["kid"].as_str().unwrap().to_owned()
}

fn signing_kid(app: &TestApp, cookies: &str) -> String {
    let answer = app.get("/api/auth/token").cookie(cookies).send().expect(200).json();
    kid(answer["token"].as_str().unwrap())
}

/// The keys as the command line changes them, at the time that the servers' clocks show.
fn keys_of(database: &TestDatabase, later: TimeDelta) -> SigningKeys {
    let sizes = PoolSizes { connections: 1, patience: std::time::Duration::from_secs(5) };
    let url = database.url().parse().unwrap();
    let clock = Clock::from_fn(move || Utc::now() + later);
    let secret = Secret::from(SECRET.to_owned());
    let database = Database::new(&url, sizes);
    SigningKeys::new(database, clock, Entropy::system(), secret.into(), KeySettings::default())
}

fn block_on<F: Future>(work: F) -> F::Output {
    actix_rt::System::new().block_on(work)
}

#[rstest]
fn a_key_is_published_before_it_signs_and_until_its_last_token_is_over(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, daily) else { return };
    let cookies = Browser::signed_up(&app, "ada").cookies();
    let first = signing_kid(&app, &cookies);
    app.advance(TimeDelta::hours(23));
    assert_eq!(signing_kid(&app, &cookies), first);
    assert_eq!(published(&app), [first.as_str()]);

    // A quarter of an hour before the end the next one is shown, and does not sign yet.
    app.advance(TimeDelta::minutes(46));
    let both = published(&app);
    assert_eq!((both.len(), &both[0]), (2, &first));
    assert_eq!(signing_kid(&app, &cookies), first);

    app.advance(TimeDelta::minutes(11));
    let last = app.get("/api/auth/token").cookie(&cookies).send().expect(200).json();
    let last = last["token"].as_str().unwrap().to_owned();
    assert_eq!(kid(&last), both[1]);
    assert_eq!(published(&app), both);

    // An hour after its end the first one is gone.
    app.advance(TimeDelta::hours(1) + TimeDelta::minutes(4));
    assert_eq!(published(&app), [both[1].as_str()]);
    assert_eq!(signing_kid(&app, &cookies), both[1]);
}

#[rstest]
fn a_token_outlives_the_key_that_signed_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, daily) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    browser.token();
    // Nobody asked for a key while the next one was to be made.
    app.advance(TimeDelta::hours(24) - TimeDelta::seconds(10));
    let cookies = browser.cookies();
    let token = browser.token();
    app.advance(TimeDelta::minutes(14));
    assert_ne!(signing_kid(&app, &cookies), kid(&token));
    app.get("/api/me").bearer(&token).send().expect(200);
    app.advance(TimeDelta::minutes(2));
    app.get("/api/me").bearer(&token).send().expect_error(401, "INVALID_TOKEN");
}

#[rstest]
fn servers_on_one_database_make_one_successor(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(first) = TestApp::spawn_with(on, daily) else { return };
    let further = || TestApp::spawn_on(Arc::clone(&first.database), daily);
    let further: Vec<_> = (1..4).map(|_| further()).collect();
    let cookies = Browser::signed_up(&first, "ada").cookies();
    signing_kid(&first, &cookies);
    linger_at_inserts(&first, "jwks");
    let servers: Vec<_> = further.iter().chain([&first]).collect();
    servers.iter().for_each(|app| app.advance(TimeDelta::hours(24) - TimeDelta::minutes(10)));
    let seen = thread::scope(|scope| {
        let asked: Vec<_> = servers.iter().map(|app| scope.spawn(|| published(app))).collect();
        asked.into_iter().map(|asked| asked.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(first.database.text(r#"SELECT "id" FROM "jwks""#).len(), 2);
    assert!(seen.iter().all(|kids| *kids == seen[0]), "{seen:?}");
}

/// Better Auth makes keys without an end where it is not told to rotate them.
#[rstest]
fn a_key_without_an_end_gets_one_when_its_successor_takes_over(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, daily) else { return };
    let cookies = Browser::signed_up(&app, "ada").cookies();
    let first = signing_kid(&app, &cookies);
    app.database.execute(r#"UPDATE "jwks" SET "expiresAt" = NULL"#);
    app.advance(TimeDelta::hours(24));
    assert_eq!(signing_kid(&app, &cookies), first);
    assert_eq!(published(&app).len(), 2);
    app.advance(TimeDelta::minutes(11));
    assert_ne!(signing_kid(&app, &cookies), first);
    assert_eq!(app.database.text(r#"SELECT "id" FROM "jwks" WHERE "expiresAt" IS NULL"#), [""; 0]);
    app.advance(TimeDelta::hours(1));
    assert_eq!(published(&app).len(), 1);
}

#[rstest]
fn a_key_is_rotated_by_hand(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let cookies = Browser::signed_up(&app, "ada").cookies();
    let first = signing_kid(&app, &cookies);
    app.advance(TimeDelta::minutes(11));
    let next = block_on(keys_of(&app.database, TimeDelta::minutes(11)).rotate(false)).unwrap();
    assert_eq!(published(&app), [first.as_str(), next.as_str()]);
    assert_eq!(signing_kid(&app, &cookies), first);
    app.advance(TimeDelta::minutes(11));
    assert_eq!(signing_kid(&app, &cookies), next);

    let keys = keys_of(&app.database, TimeDelta::minutes(22));
    let third = block_on(keys.rotate(true)).unwrap();
    let states: Vec<_> =
        block_on(keys.list()).unwrap().into_iter().map(|key| (key.kid, key.state)).collect();
    assert_eq!(states[0], (third.clone(), KeyState::Signing));
    assert!(states[1..].iter().all(|(_, state)| *state == KeyState::Retired), "{states:?}");
    app.advance(TimeDelta::seconds(61));
    assert_eq!(signing_kid(&app, &cookies), third);
}

#[rstest]
fn a_key_that_is_revoked_is_good_for_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    let token = browser.token();
    for _ in 0..2 {
        app.get("/api/me").bearer(&token).send().expect(200);
    }
    let keys = keys_of(&app.database, TimeDelta::zero());
    assert!(!block_on(keys.revoke("no such key")).unwrap());
    assert!(block_on(keys.revoke(kid(&token))).unwrap());
    assert!(!block_on(keys.revoke(kid(&token))).unwrap());

    // Within a minute any server has read the keys again.
    app.advance(TimeDelta::seconds(61));
    let newer = browser.token();
    assert_ne!(kid(&newer), kid(&token));
    app.get("/api/me").bearer(&token).send().expect_error(401, "INVALID_TOKEN");
    app.get("/api/me").bearer(&newer).send().expect(200);
    assert_eq!(published(&app), [kid(&newer)]);
}

/// Better Auth publishes an empty set then, and makes a key when the next token is asked for.
#[rstest]
fn no_key_is_made_for_the_set_alone_where_all_are_over(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let cookies = Browser::signed_up(&app, "ada").cookies();
    let first = signing_kid(&app, &cookies);
    app.database.execute(r#"UPDATE "jwks" SET "expiresAt" = '2001-01-01T00:00:00.000Z'"#);
    app.advance(TimeDelta::seconds(61));
    assert_eq!(published(&app), [""; 0]);
    let second = signing_kid(&app, &cookies);
    assert_ne!(second, first);
    assert_eq!(published(&app), [second]);
}
