//! Tokens and key sets that Better Auth 1.7.25 made

use std::sync::LazyLock;

use chrono::DateTime;
use ownly_token::{Algorithm, Expectations, Fault, KeySet, SigningKey, verify};
use rstest::rstest;
use serde::Serialize;
use serde_json::Value;

const ISSUED_AT: i64 = 1_795_370_484;

static DATA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../data/better-auth.json")).expect("JSON"));

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).expect("a text")
}

#[rstest]
#[case("EdDSA", "http://127.0.0.1:4116")]
#[case("ES256", "http://127.0.0.1:4117")]
#[case("ES512", "http://127.0.0.1:4118")]
#[case("RS256", "http://127.0.0.1:4119")]
#[case("PS256", "http://127.0.0.1:4120")]
fn its_tokens_are_good_when_they_are_issued(#[case] algorithm: &str, #[case] origin: &str) {
    let answers = &DATA[algorithm];
    let imported = KeySet::import(answers["jwks"].to_string().as_bytes()).expect("a key set");
    assert_eq!(imported.refused, []);
    let expected = Expectations::new(origin, [origin]);
    let judge = |time| {
        let now = DateTime::from_timestamp(time, 0).expect("a time");
        verify(text(answers, "/token"), &imported.keys, &expected, now)
    };

    let claims = judge(ISSUED_AT).expect("a good token");
    assert_eq!(claims.member("email"), Some(&"j@example.com".into()));
    assert_eq!(claims.member("emailVerified"), Some(&false.into()));
    assert_eq!(claims.member("id").and_then(Value::as_str), Some(claims.subject().as_str()));
    assert_eq!(claims.issued_at(), Some(ISSUED_AT as f64));
    assert_eq!(claims.expires_at(), (ISSUED_AT + 900) as f64);
    assert_eq!(judge(ISSUED_AT + 930), Err(Fault::Expired));
}

#[test]
fn its_tokens_may_have_a_payload_of_the_owners_making() {
    let answers = &DATA["custom"];
    let keys = KeySet::import(answers["jwks"].to_string().as_bytes()).expect("a key set").keys;
    let expected = Expectations::new("https://issuer.example", ["aud-b"]);
    let now = DateTime::from_timestamp(1000, 0).expect("a time");
    let claims = verify(text(answers, "/token"), &keys, &expected, now).expect("a good token");
    assert_eq!(claims.subject().as_str(), "user:j@example.com");
    assert_eq!(claims.audiences(), ["aud-a", "aud-b"]);
}

fn own_key(stored: &Value) -> SigningKey {
    let key = SigningKey::from_private_jwk(text(stored, "/kid"), Algorithm::EdDsa, &stored["jwk"]);
    key.expect("a key")
}

#[test]
fn its_private_keys_are_ours() {
    let stored = &DATA["privateKey"];
    let key = own_key(stored);
    assert_eq!(key.private_jwk().as_ref(), Some(&stored["jwk"]));
}

/// In the order in which Better Auth writes them
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ItsClaims<'c> {
    iat: u64,
    name: &'c str,
    email: &'c str,
    email_verified: bool,
    image: Option<&'c str>,
    created_at: &'c str,
    updated_at: &'c str,
    id: &'c str,
    sub: &'c str,
    exp: u64,
    iss: &'c str,
    aud: &'c str,
}

#[test]
fn what_we_sign_is_what_it_signs_to_the_byte() {
    let stored = &DATA["privateKey"];
    let key = own_key(stored);
    let claims = ItsClaims {
        iat: 1_795_372_406,
        name: "Ada Lovelace",
        email: "ada@example.com",
        email_verified: true,
        image: None,
        created_at: "2026-11-22T18:33:22.138Z",
        updated_at: "2026-11-22T18:33:24.020Z",
        id: "ege6gk4PUsxC59CwUNr90bMNAinVGL7w",
        sub: "ege6gk4PUsxC59CwUNr90bMNAinVGL7w",
        exp: 1_795_373_306,
        iss: "http://localhost:3000",
        aud: "http://localhost:3000",
    };
    assert_eq!(key.sign(&claims).expect("a token"), text(stored, "/token"));
}
