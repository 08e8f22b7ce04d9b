//! A server without accounts: someone else issues the tokens.

use accounts::Secret;
use chrono::Utc;
use ownly::config::Config;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;
use token::SigningKey;

use crate::app::TestApp;

const SHARED: &str = "the secret of some other issuer, long enough";

fn without_accounts(config: &mut Config) {
    config.accounts = None;
    config.tokens.secret = Some(Secret::from(SHARED.to_owned()));
    config.tokens.issuer = Some("https://issuer.example".to_owned());
    config.tokens.audiences = vec!["https://api.example".to_owned()];
}

/// A good token but for `change`.
fn token(secret: &str, change: impl FnOnce(&mut Value)) -> String {
    let now = Utc::now().timestamp();
    let mut claims = json!({
        "iss": "https://issuer.example",
        "aud": ["https://api.example", "https://other.example"],
        "sub": "auth0|1",
        "iat": now,
        "exp": now + 600,
    });
    change(&mut claims);
    SigningKey::shared_secret(secret.as_bytes()).unwrap().sign(&claims).unwrap()
}

#[rstest]
fn there_are_no_accounts(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn_with(on, without_accounts) else { return };
    for path in
        ["/api/auth/get-session", "/api/auth/jwks", "/api/auth/ok", "/api/auth", "/api/auth/"]
    {
        app.get(path).send().expect_error(404, "NOT_FOUND");
    }
    app.post("/api/auth/sign-up/email").json(json!({})).send().expect_error(404, "NOT_FOUND");
}

#[rstest]
fn another_issuers_tokens_are_taken(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn_with(on, without_accounts) else { return };
    let good = token(SHARED, |_| {});
    let me = app.get("/api/me").bearer(&good).send().expect(200).json();
    assert_eq!(me["id"], "auth0|1");
    assert_eq!(me["issuer"], "https://issuer.example");
    assert_eq!(me["email"], Value::Null);
    let task = json!({ "title": "Needs no account here" });
    app.post("/api/tasks").bearer(&good).json(task).send().expect(201);
}

#[rstest]
fn tokens_of_or_for_anyone_else_are_not(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn_with(on, without_accounts) else { return };
    let past = Utc::now().timestamp() - 60;
    for refused in [
        token("the secret of someone else altogether, too", |_| {}),
        token(SHARED, |claims| claims["iss"] = json!("https://issuer.example/")),
        token(SHARED, |claims| claims["aud"] = json!("https://other.example")),
        token(SHARED, |claims| claims["exp"] = json!(past)),
        token(SHARED, |claims| claims["sub"] = json!("")),
    ] {
        app.get("/api/me").bearer(&refused).send().expect_error(401, "INVALID_TOKEN");
    }
}
