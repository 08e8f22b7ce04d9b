//! Tokens signed with one secret that the issuer and the verifiers share.

use accounts::Secret;
use ownly::config::Config;
use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{get_session, jwt};
use crate::{app::TestApp, browser::Browser};

const SHARED: &str = "a shared secret for tests alone, long enough";
const ISSUER: &str = "https://ownly.example";

fn shared(config: &mut Config) {
    config.tokens.secret = Some(Secret::from(SHARED.to_owned()));
    both(config);
}

fn both(config: &mut Config) {
    config.tokens.issuer = Some(ISSUER.to_owned());
    config.tokens.audiences = vec![ISSUER.to_owned()];
}

#[rstest]
fn tokens_are_signed_with_the_secret_and_no_key_is_made(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, shared) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    let token = browser.token();
    assert_eq!(jwt::header(&token), json!({ "alg": "HS256" }));
    app.get("/api/me").bearer(&token).send().expect(200);
    let session = get_session(&app).cookie(&browser.cookies()).send().expect(200);
    app.get("/api/me").bearer(session.header("set-auth-jwt").unwrap()).send().expect(200);

    let set = app.get("/api/auth/jwks").send().expect(200).json();
    assert_eq!(set, json!({ "keys": [] }));
    assert_eq!(app.database.text(r#"SELECT "id" FROM "jwks""#).len(), 0);
}

#[rstest]
fn either_kind_of_server_refuses_the_tokens_of_the_other(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(secret) = TestApp::spawn_with(on, shared) else { return };
    let keys = TestApp::spawn_on(std::sync::Arc::clone(&secret.database), both);
    let mut browser = Browser::signed_up(&secret, "ada");
    let hs256 = browser.token();
    let answer = keys.get("/api/auth/token").cookie(&browser.cookies()).send().expect(200);
    let eddsa = answer.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(jwt::header(&eddsa)["alg"], "EdDSA");

    secret.get("/api/me").bearer(&hs256).send().expect(200);
    secret.get("/api/me").bearer(&eddsa).send().expect_error(401, "INVALID_TOKEN");
    keys.get("/api/me").bearer(&eddsa).send().expect(200);
    keys.get("/api/me").bearer(&hs256).send().expect_error(401, "INVALID_TOKEN");
}
