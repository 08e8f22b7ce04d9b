//! Keys of our own for each algorithm.

use std::sync::Arc;

use ownly::config::Config;
use rstest::rstest;
use serde_json::Value;
use testing::Backend;
use token::Algorithm;

use super::jwt;
use crate::{app::TestApp, browser::Browser};

fn with(algorithm: Algorithm) -> impl FnOnce(&mut Config) {
    move |config| config.tokens.keys.algorithm = algorithm
}

#[rstest]
#[case(Algorithm::Es256, &["alg", "crv", "kid", "kty", "x", "y"], &["P-256"])]
#[case(Algorithm::Es512, &["alg", "crv", "kid", "kty", "x", "y"], &["P-521"])]
#[case(Algorithm::Rs256, &["alg", "e", "kid", "kty", "n"], &[])]
#[case(Algorithm::Ps256, &["alg", "e", "kid", "kty", "n"], &[])]
fn tokens_are_signed_and_keys_published_as_better_auth_does(
    #[case] algorithm: Algorithm,
    #[case] members: &[&str],
    #[case] crv: &[&str],
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, with(algorithm)) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    let token = browser.token();
    app.get("/api/me").bearer(&token).send().expect(200);

    let set = app.get("/api/auth/jwks").send().expect(200).json();
    let key = &set["keys"][0];
    let names: Vec<_> = key.as_object().unwrap().keys().collect();
    assert_eq!(names, members);
    assert_eq!(
        (&key["alg"], key.get("e")),
        (&Value::from(algorithm.as_str()), members.contains(&"e").then_some(&Value::from("AQAB")),)
    );
    assert_eq!(
        jwt::header(&token),
        serde_json::json!({ "alg": algorithm.as_str(), "kid": key["kid"] })
    );
    let columns = |column| app.database.text(&format!(r#"SELECT "{column}" FROM "jwks""#));
    assert_eq!(columns("alg"), [algorithm.as_str()]);
    let curves = r#"SELECT "crv" FROM "jwks" WHERE "crv" IS NOT NULL"#;
    assert_eq!(app.database.text(curves), crv);
    let stored: Value = serde_json::from_str(&columns("publicKey")[0]).unwrap();
    assert_eq!(stored.get("d"), None);
}

/// As in Better Auth, whose configured algorithm is a wish as long as another key is live.
#[rstest]
fn a_live_key_of_another_algorithm_goes_on_signing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(first) = TestApp::spawn(on) else { return };
    let kid = first.get("/api/auth/jwks").send().json()["keys"][0]["kid"].clone();
    let app = TestApp::spawn_on(Arc::clone(&first.database), with(Algorithm::Es256));
    let mut browser = Browser::signed_up(&app, "ada");
    let token = browser.token();
    assert_eq!(jwt::header(&token), serde_json::json!({ "alg": "EdDSA", "kid": kid }));
    app.get("/api/me").bearer(&token).send().expect(200);
    assert_eq!(app.get("/api/auth/jwks").send().json()["keys"].as_array().unwrap().len(), 1);
}

#[rstest]
fn the_set_is_where_other_verifiers_look_for_it_too(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let there = app.get("/api/auth/jwks").send().expect(200);
    let here = app.get("/.well-known/jwks.json").send().expect(200);
    assert_eq!(here.json(), there.json());
    assert_eq!(here.header("cache-control"), there.header("cache-control"));
    let refused = app.post("/.well-known/jwks.json").send().expect(405);
    assert_eq!(refused.header("allow"), Some("GET"));
}
