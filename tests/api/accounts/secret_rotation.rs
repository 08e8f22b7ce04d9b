//! One secret takes another's place.

use std::sync::Arc;

use accounts::{Secret, Secrets};
use ownly::config::Config;
use rstest::rstest;
use serde_json::Value;
use testing::Backend;

use super::{NO_COOKIES, get_session, jwt};
use crate::{app::TestApp, browser::PASSWORD};

const OLD: &str = "the secret that there was from the beginning";
const NEW: &str = "the secret that takes its place and is as long";
const NEWER: &str = "the secret that takes the place of that one";

/// One origin, whatever port it is; `legacy` is `BETTER_AUTH_SECRET`.
fn with(versions: &str, legacy: Option<&str>) -> impl FnOnce(&mut Config) {
    let legacy = legacy.map(|text| Secret::from(text.to_owned()));
    let secrets = Secrets::parse(versions, legacy).unwrap();
    move |config| {
        at_home(config);
        config.accounts.as_mut().unwrap().secrets = secrets;
    }
}

fn at_home(config: &mut Config) {
    let accounts = config.accounts.as_mut().unwrap();
    accounts.url = Some("http://localhost:3000".parse().unwrap());
    accounts.secrets = Secret::from(OLD.to_owned()).into();
}

fn column(app: &TestApp, column: &str) -> Vec<String> {
    app.database.text(&format!(r#"SELECT "{column}" FROM "jwks" ORDER BY "createdAt""#))
}

fn sign_in(app: &TestApp) -> String {
    let request = app.post("/api/auth/sign-in/email").json(serde_json::json!({
        "email": "ada@example.com", "password": PASSWORD
    }));
    let answer = request.send().expect(200);
    super::pair(answer.set_cookies()[0]).to_owned()
}

fn token(app: &TestApp, cookie: &str) -> String {
    let answer = app.get("/api/auth/token").cookie(cookie).send().expect(200);
    answer.json()["token"].as_str().unwrap().to_owned()
}

#[rstest]
fn tokens_and_keys_outlive_the_secret_and_cookies_do_not(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(first) = TestApp::spawn_with(on, at_home) else { return };
    super::sign_up(&first, "ada@example.com").expect(200);
    let cookie = sign_in(&first);
    let old_token = token(&first, &cookie);
    let set = first.get("/api/auth/jwks").send().json();
    let database = Arc::clone(&first.database);
    drop(first);

    let second =
        TestApp::spawn_on(Arc::clone(&database), with(&format!("2:{NEW},1:{OLD}"), Some(OLD)));
    assert_eq!(second.get("/api/auth/jwks").send().json(), set);
    second.get("/api/me").bearer(&old_token).send().expect(200);
    let nobody = get_session(&second).cookie(&cookie).send().expect(200);
    assert_eq!(nobody.json(), Value::Null);
    assert_eq!(nobody.set_cookies(), NO_COOKIES);
    let signed = cookie.split_once('=').unwrap().1;
    assert_eq!(get_session(&second).bearer(signed).send().json(), Value::Null);
    let cookie = sign_in(&second);
    let kid = set["keys"][0]["kid"].clone();
    assert_eq!(jwt::header(&token(&second, &cookie))["kid"], kid);

    // The next key is sealed with the new secret; it needs neither of the old ones.
    database.execute(r#"UPDATE "jwks" SET "expiresAt" = '2020-01-01T00:00:00.000Z'"#);
    second.advance(chrono::TimeDelta::seconds(61));
    let new_kid = jwt::header(&token(&second, &cookie))["kid"].clone();
    assert_ne!(new_kid, kid);
    let sealed = column(&second, "privateKey");
    assert!(!sealed[0].contains('$') && sealed[1].starts_with("\"$ba$2$"), "{sealed:?}");
    drop(second);

    let third = TestApp::spawn_on(database, with(&format!("3:{NEWER},2:{NEW}"), None));
    assert_eq!(get_session(&third).cookie(&cookie).send().json(), Value::Null);
    assert_eq!(jwt::header(&token(&third, &sign_in(&third)))["kid"], new_kid);
}

#[rstest]
#[case::gone("3:NEWER", "version 2", "BETTER_AUTH_SECRETS")]
#[case::another("2:NEWER", "version 2", "is it the secret that had this version")]
#[case::renumbered("3:NEWER,1:NEW", "version 2", "BETTER_AUTH_SECRETS")]
fn a_server_without_the_secret_of_its_key_does_not_start(
    #[case] versions: &str,
    #[case] version: &str,
    #[case] advice: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, with(&format!("2:{NEW},1:{OLD}"), None)) else {
        return;
    };
    app.get("/api/auth/jwks").send().expect(200);
    let kid = column(&app, "id").remove(0);
    let versions = versions.replace("NEWER", NEWER).replace("NEW", NEW);
    let why = TestApp::refusal_on(&app.database, with(&versions, Some(OLD)));
    for words in [&kid, version, advice, "delete the row"] {
        assert!(why.contains(words), "{why}");
    }
    for secret in [OLD, NEW, NEWER] {
        assert!(!why.contains(secret), "{why}");
    }
    // One that signs no more may be sealed with what it likes.
    app.database.execute(r#"UPDATE "jwks" SET "expiresAt" = '2020-01-01T00:00:00.000Z'"#);
    TestApp::spawn_on(Arc::clone(&app.database), with(&versions, None));
}

#[rstest]
fn a_key_from_before_there_were_versions_needs_the_secret_from_then(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, at_home) else { return };
    app.get("/api/auth/jwks").send().expect(200);
    let versions = format!("2:{NEW},1:{OLD}");
    let why = TestApp::refusal_on(&app.database, with(&versions, None));
    for words in [column(&app, "id")[0].as_str(), "set BETTER_AUTH_SECRET, beside"] {
        assert!(why.contains(words), "{why}");
    }
    let why = TestApp::refusal_on(&app.database, with(&versions, Some(NEWER)));
    assert!(why.contains("BETTER_AUTH_SECRET does not open it"), "{why}");
}

/// And one with versions does not open without them.
#[rstest]
fn a_key_that_better_auth_sealed_by_version_signs_and_verifies(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let row = include_str!("../../../crates/accounts/tests/data/keys/versioned-secrets.json");
    let row: Value = serde_json::from_str(row).unwrap();
    let versions = row["secrets"].as_array().unwrap().iter();
    let versions = versions
        .map(|secret| format!("{}:{}", secret["version"], secret["value"].as_str().unwrap()));
    let versions = versions.collect::<Vec<_>>().join(",");
    let Some(empty) = TestApp::spawn_with(on, at_home) else { return };
    let fields = ["id", "publicKey", "privateKey", "createdAt", "alg", "crv"];
    let row_of = |name: &str| row["row"][name].as_str().unwrap().to_owned();
    let values = fields.map(|name| format!("'{}'", row_of(name))).join(", ");
    let names = fields.map(|name| format!("\"{name}\"")).join(", ");
    empty.database.execute(&format!(r#"INSERT INTO "jwks" ({names}) VALUES ({values})"#));

    let why = TestApp::refusal_on(&empty.database, at_home);
    assert!(why.contains("version 2") && why.contains("BETTER_AUTH_SECRETS"), "{why}");
    let app = TestApp::spawn_on(Arc::clone(&empty.database), with(&versions, None));
    assert_eq!(app.get("/api/auth/jwks").send().expect(200).json(), row["jwks"]);
    super::sign_up(&app, "ada@example.com").expect(200);
    let token = token(&app, &sign_in(&app));
    assert_eq!(jwt::header(&token)["kid"], row_of("id"));
    app.get("/api/me").bearer(&token).send().expect(200);
}
