//! A server without accounts takes the tokens of one that has them, by its JWKS URL.

use std::{
    net::SocketAddr,
    thread::sleep,
    time::{Duration, Instant},
};

use accounts::Secret;
use chrono::TimeDelta;
use ownly::config::Config;
use remote_keys::{JwksUrl, Roots};
use rstest::rstest;
use serde_json::json;
use testing::Backend;
use token::Algorithm;

use crate::{app::TestApp, browser::Browser};

/// Takes the tokens of the server at `issuer`.
fn takes_those_of(issuer: SocketAddr) -> impl FnOnce(&mut Config) {
    move |config| {
        let origin = format!("http://localhost:{}", issuer.port());
        config.accounts = None;
        config.tokens.remote = Some(remote_keys::Settings {
            url: JwksUrl::parse(&format!("http://{issuer}/api/auth/jwks"), &[]).unwrap(),
            roots: Roots::mozilla(),
            ttl: TimeDelta::seconds(300),
            cooldown: TimeDelta::seconds(10),
            stale: TimeDelta::days(1),
        });
        config.tokens.issuer = Some(origin.clone());
        config.tokens.audiences = vec![origin];
    }
}

#[rstest]
fn its_tokens_are_taken_whatever_they_are_signed_with(
    #[values(Algorithm::EdDsa, Algorithm::Es256, Algorithm::Rs256)] algorithm: Algorithm,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let change = |config: &mut Config| config.tokens.keys.algorithm = algorithm;
    let Some(issuer) = TestApp::spawn_with(on, change) else { return };
    let token = Browser::signed_up(&issuer, "ada").token();
    let Some(app) = TestApp::spawn_with(on, takes_those_of(issuer.address)) else { return };
    app.get("/api/me").bearer(&token).send().expect(200);
    app.get("/health/ready").send().expect(200);
    let task = json!({ "title": "Needs no account here" });
    let task = app.post("/api/tasks").bearer(&token).json(task).send().expect(201).json();
    let eve = Browser::signed_up(&issuer, "eve").token();
    let path = format!("/api/tasks/{}", task["id"].as_str().unwrap());
    app.get(&path).bearer(&eve).send().expect_error(404, "TASK_NOT_FOUND");

    let Some(other) = TestApp::spawn(on) else { return };
    let foreign = Browser::signed_up(&other, "ada").token();
    app.get("/api/me").bearer(&foreign).send().expect_error(401, "INVALID_TOKEN");
    app.get("/api/auth/jwks").send().expect_error(404, "NOT_FOUND");
    app.get("/.well-known/jwks.json").send().expect_error(404, "NOT_FOUND");
}

#[rstest]
fn an_issuer_that_is_away_is_503_until_it_is_there(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(issuer) = TestApp::spawn(on) else { return };
    let (address, database) = (issuer.address, issuer.database.clone());
    let token = Browser::signed_up(&issuer, "ada").token();
    drop(issuer);
    let Some(app) = TestApp::spawn_with(on, takes_those_of(address)) else { return };

    for path in ["/api/me", "/api/tasks"] {
        let answer = app.get(path).bearer(&token).send().expect_error(503, "SERVICE_UNAVAILABLE");
        assert!(answer.header("retry-after").is_some());
        assert_eq!(answer.header("www-authenticate"), None);
    }
    app.get("/health/ready").send().expect_error(503, "SERVICE_UNAVAILABLE");
    app.get("/health/live").send().expect(200);
    app.get("/api/me").send().expect_error(401, "MISSING_TOKEN");

    let _issuer = TestApp::spawn_on(database, |config| config.listen = address);
    // It is not asked again sooner.
    app.advance(TimeDelta::seconds(10));
    let patience = Instant::now() + Duration::from_secs(60);
    while app.get("/api/me").bearer(&token).send().status != 200 {
        assert!(Instant::now() < patience, "its keys are not fetched");
        sleep(Duration::from_millis(100));
    }
    app.get("/health/ready").send().expect(200);
}

/// A database remembers whose users the owners of its rows are.
#[rstest]
fn rows_are_not_served_to_the_users_of_another_issuer(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let shared = |issuer: &'static str| {
        move |config: &mut Config| {
            config.accounts = None;
            let secret = "a secret that is shared with an issuer".to_owned();
            config.tokens.secret = Some(Secret::from(secret));
            config.tokens.issuer = Some(issuer.to_owned());
            config.tokens.audiences = vec!["tests".to_owned()];
        }
    };
    let Some(app) = TestApp::spawn_with(on, shared("https://one.example")) else { return };
    let database = app.database.clone();
    // Nothing is in it yet.
    let app = {
        drop(app);
        TestApp::spawn_on(database.clone(), shared("https://two.example"))
    };
    let key = token::SigningKey::shared_secret(b"a secret that is shared with an issuer").unwrap();
    let exp = chrono::Utc::now().timestamp() + 60;
    let claims = json!({ "iss": "https://two.example", "aud": "tests", "sub": "7", "exp": exp });
    let token = key.sign(&claims).unwrap();
    app.post("/api/tasks").bearer(&token).json(json!({ "title": "Mine" })).send().expect(201);
    drop(app);

    for why in [
        TestApp::refusal_on(&database, shared("https://one.example")),
        TestApp::refusal_on(&database, |_| {}),
    ] {
        assert!(why.contains("https://two.example") && why.contains("adopt-issuer"), "{why}");
    }
    TestApp::spawn_on(database, shared("https://two.example"));
}

/// Users of our own are who they are, whatever the server is called, and on whatever port.
#[rstest]
fn a_server_with_accounts_may_change_its_name(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let database = app.database.clone();
    let mut browser = Browser::signed_up(&app, "ada");
    let token = browser.token();
    let task = json!({ "title": "Mine" });
    app.post("/api/tasks").bearer(&token).json(task).send().expect(201);
    let address = app.address;
    drop(browser);
    drop(app);
    let renamed = TestApp::spawn_on(database.clone(), |config| {
        config.tokens.issuer = Some("https://new.example".to_owned());
    });
    drop(renamed);
    // A server without accounts that takes the tokens of these is beside it on the database.
    let beside = |issuer: &'static str| {
        move |config: &mut Config| {
            takes_those_of(address)(config);
            config.tokens.issuer = Some(issuer.to_owned());
        }
    };
    TestApp::spawn_on(database.clone(), beside("https://new.example"));
    TestApp::spawn_on(database.clone(), |_| {});
    let why = TestApp::refusal_on(&database, beside("https://elsewhere.example"));
    assert!(why.contains("the accounts in this database"), "{why}");
}
