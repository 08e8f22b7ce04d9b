//! A database that Better Auth itself has been using.

use accounts::{CacheStrategy, Cost, Secret};
use chrono::TimeDelta;
use ownly::config::AccountsConfig;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{CLEARED, cookie_cache::caching, get_session, jwt, sign_in};
use crate::app::TestApp;

const ADA: &str = "better-auth.session_token=ecMLpFyJdsAdCNWAdhzXBAPFFgeV48g0.g0SP4kwmC627aYk2urgzQqStf%2FQ5IZl7b2IyEw4KCHs%3D";
const EXPIRED: &str = "better-auth.session_token=bUYlzTl7Xvj3sFoK0YzgTTKVuhyMIioc.lFkE6VwBhjlouSn79vlwCbYDVlFxkzg9Aias69gabN4%3D";
const KID: &str = "3O5QOvXKrsn9EORtEHf55lcucFZLwH5a";

/// A server with its secret on its database.
fn taken_over(on: Backend) -> Option<TestApp> {
    taken_over_with(on, |_| {})
}

fn taken_over_with(on: Backend, change: impl FnOnce(&mut AccountsConfig)) -> Option<TestApp> {
    let app = TestApp::spawn_with(on, |config| {
        let accounts = config.accounts.as_mut().unwrap();
        change(accounts);
        let secret = "fixture-secret-8f2c61d0a94be7735e1d0c42b6f98a17";
        accounts.secrets = Secret::from(secret.to_owned()).into();
        accounts.hash_cost = Cost::Standard;
    })?;
    app.database.execute(include_str!("better_auth.sql"));
    Some(app)
}

#[rstest]
fn its_users_sign_in_with_their_passwords(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = taken_over(on) else { return };
    for (email, password) in [
        ("ada@example.com", "correct horse battery staple"),
        ("grace@example.com", "pä$$wörd-ﬁ-Å"),
        ("linus@example.com", "😀 emoji 12345"),
    ] {
        let answer = sign_in(&app, email, password).expect(200);
        assert_eq!(answer.json()["user"]["email"], email);
    }
    let octo = sign_in(&app, "octo@example.com", "has a GitHub account alone");
    octo.expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
}

#[rstest]
fn its_sessions_go_on_and_end(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = taken_over(on) else { return };
    let answer = get_session(&app).cookie(ADA).send().expect(200);
    assert_eq!(
        answer.json()["user"],
        json!({
            "id": "ege6gk4PUsxC59CwUNr90bMNAinVGL7w",
            "name": "Ada Lovelace",
            "email": "ada@example.com",
            "emailVerified": true,
            "image": null,
            "createdAt": "2026-11-22T18:33:22.138Z",
            "updatedAt": "2026-11-22T18:33:24.020Z",
        })
    );
    assert_eq!(answer.json()["session"]["expiresAt"], "2099-12-31T23:59:59.000Z");
    assert_eq!(get_session(&app).cookie(EXPIRED).send().expect(200).set_cookies(), CLEARED);
}

/// The copy says another time than the row, so it is the copy that answers.
#[rstest]
#[case::compact(CacheStrategy::Compact, "/compact/value")]
#[case::jwt(CacheStrategy::Jwt, "/jwt")]
#[case::jwe(CacheStrategy::Jwe, "/jwe")]
fn its_copies_of_sessions_answer(
    #[case] by: CacheStrategy,
    #[case] place: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let app = taken_over_with(on, |accounts| accounts.cookies.cache = caching(by));
    let Some(app) = app else { return };
    let copies = include_str!("../../../crates/accounts/tests/data/cookie-cache.json");
    let copies: Value = serde_json::from_str(copies).unwrap();
    let copy = copies.pointer(place).unwrap().as_str().unwrap();
    let cookies = format!("{ADA}; better-auth.session_data={copy}");
    let answer = get_session(&app).cookie(&cookies).send().expect(200);
    assert_eq!(answer.json()["session"], copies["payload"]["session"]);
    assert_eq!(answer.json()["user"], copies["payload"]["user"]);
    assert_eq!(answer.set_cookies(), super::NO_COOKIES);
}

#[rstest]
fn its_key_signs(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = taken_over(on) else { return };
    let answer = app.get("/api/auth/token").cookie(ADA).send().expect(200).json();
    let token = answer["token"].as_str().unwrap();
    assert_eq!(jwt::header(token)["kid"], KID);
    app.get("/api/me").bearer(token).send().expect(200);
    assert_eq!(
        app.get("/api/auth/jwks").send().json(),
        json!({ "keys": [{
            "alg": "EdDSA",
            "crv": "Ed25519",
            "kid": KID,
            "kty": "OKP",
            "x": "UkUZaRPYVJDeRVLAlLohT0iAY2omxSYjwaYWi1mEcZE",
        }] })
    );
}

/// The key that Better Auth would choose, whichever of the two servers made it.
#[rstest]
fn a_key_that_better_auth_makes_later_signs_within_a_minute(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = taken_over(on) else { return };
    app.database.execute(r#"UPDATE "jwks" SET "expiresAt" = '2001-01-01T00:00:00.000Z'"#);
    let answer = app.get("/api/auth/token").cookie(ADA).send().expect(200).json();
    assert_ne!(jwt::header(answer["token"].as_str().unwrap())["kid"], KID);
    app.database.execute(&format!(
        r#"UPDATE "jwks" SET "expiresAt" = NULL, "createdAt" = '2098-01-01T00:00:00.000Z'
            WHERE "id" = '{KID}'"#
    ));
    app.advance(TimeDelta::seconds(61));
    let answer = app.get("/api/auth/token").cookie(ADA).send().expect(200).json();
    assert_eq!(jwt::header(answer["token"].as_str().unwrap())["kid"], KID);
}
