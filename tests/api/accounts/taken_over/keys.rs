//! Signing keys of every kind that Better Auth makes.

use chrono::{TimeDelta, Utc};
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{
    database,
    fixture::{KEYS, config},
    sql,
};
use crate::{
    accounts::{jwt, session_token, sign_up},
    app::TestApp,
};

/// A row of `jwks`, as an SQL statement; only its `alg` and `crv` may be left out.
pub(super) fn insert(row: &Value, with_algorithm: bool) -> String {
    let value = |name: &str| match &row[name] {
        Value::Null => "NULL".to_owned(),
        text => format!("'{}'", text.as_str().unwrap().replace('\'', "''")),
    };
    let mut columns = vec!["id", "publicKey", "privateKey", "createdAt"];
    if with_algorithm {
        columns.extend(["alg", "crv", "expiresAt"]);
    }
    let values: Vec<_> = columns.iter().map(|name| value(name)).collect();
    let (columns, values) = (columns.join(r#"", ""#), values.join(", "));
    format!(r#"INSERT INTO "jwks" ("{columns}") VALUES ({values});"#)
}

/// The kid that a new token names.
fn signed_by(app: &TestApp, email: &str) -> String {
    let session = session_token(&sign_up(app, email).expect(200));
    let answer = app.get("/api/auth/token").bearer(&session).send().expect(200).json();
    let token = answer["token"].as_str().unwrap();
    app.get("/api/me").bearer(token).send().expect(200);
    jwt::header(token)["kid"].as_str().unwrap().to_owned()
}

fn published(app: &TestApp) -> Vec<Value> {
    let answer = app.get("/api/auth/jwks").send().expect(200).json();
    answer["keys"].as_array().unwrap().clone()
}

#[rstest]
#[case::ed25519(0)]
#[case::unencrypted(1)]
#[case::es256(2)]
#[case::es512(3)]
#[case::ps256(4)]
#[case::rs256(5)]
fn a_key_is_published_as_it_was_and_signs_on(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] key: usize,
) {
    let Some(database) = database(on, sql!(on, "1.7.25")) else { return };
    let key = &*KEYS[key];
    database.execute(r#"DELETE FROM "jwks""#);
    database.execute(&insert(&key["row"], true));
    let app = TestApp::spawn_on(database, config);
    assert_eq!(json!({ "keys": published(&app) }), key["jwks"]);

    let kid = key["row"]["id"].as_str().unwrap();
    assert_eq!(signed_by(&app, "new@example.com"), kid);
    assert_eq!(json!({ "keys": published(&app) }), key["jwks"]);
}

/// Before 1.7 rows named no algorithm.
#[rstest]
#[case::ed25519(0)]
#[case::es256(2)]
#[case::es512(3)]
#[case::rs256(5)]
fn a_key_that_names_no_algorithm_is_published_with_that_of_its_kind(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] key: usize,
) {
    let Some(database) = database(on, sql!(on, "1.7.25")) else { return };
    let key = &*KEYS[key];
    database.execute(r#"DELETE FROM "jwks""#);
    database.execute(&insert(&key["row"], false));
    let app = TestApp::spawn_on(database, config);
    assert_eq!(json!({ "keys": published(&app) }), key["jwks"]);
}

#[rstest]
fn a_key_that_expired_is_published_for_thirty_days_and_signs_no_more(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(database) = database(on, sql!(on, "1.7.25")) else { return };
    let mut row = KEYS[0]["row"].clone();
    let ended = Utc::now() - TimeDelta::days(29);
    row["expiresAt"] = json!(ended.to_rfc3339_opts(chrono::SecondsFormat::Millis, true));
    database.execute(r#"DELETE FROM "jwks""#);
    database.execute(&insert(&row, true));
    let app = TestApp::spawn_on(database, config);
    assert_eq!(json!({ "keys": published(&app) }), KEYS[0]["jwks"]);
    assert_ne!(signed_by(&app, "new@example.com"), row["id"].as_str().unwrap());
    assert_eq!(published(&app).len(), 2);
    app.advance(TimeDelta::days(2));
    let left = published(&app);
    assert_eq!(left.len(), 1);
    assert_ne!(left[0]["kid"], row["id"]);
}

#[rstest]
fn an_older_key_locked_with_another_secret_does_not_keep_the_newest_from_signing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(database) = database(on, sql!(on, "1.7.25")) else { return };
    let mut row = KEYS[0]["row"].clone();
    row["createdAt"] = json!("2020-01-01T00:00:00.000Z");
    row["privateKey"] = json!(format!("\"{}\"", "ab".repeat(150)));
    database.execute(&insert(&row, true));
    let app = TestApp::spawn_on(database, config);
    assert_ne!(signed_by(&app, "new@example.com"), row["id"].as_str().unwrap());
    assert_eq!(published(&app).len(), 2);
}
