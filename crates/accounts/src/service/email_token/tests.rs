use rstest::rstest;
use serde_json::{Value, json};

use super::*;

/// Made by Better Auth 1.7.25.
const RECORDED: &str = include_str!("../../../tests/data/email-tokens.json");

fn recorded(name: &str) -> String {
    let all: Value = serde_json::from_str(RECORDED).unwrap();
    all[name].as_str().unwrap().to_owned()
}

fn tokens() -> EmailTokens {
    EmailTokens::new(&Secret::from(recorded("secret")))
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

const NOW: i64 = 1_795_372_412;

fn signed(claims: &Value) -> String {
    let key = EncodingKey::from_secret(recorded("secret").as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key).unwrap()
}

#[test]
fn recorded_tokens_are_read() {
    let verify = tokens().read(&recorded("verifyGrace"), at(NOW)).unwrap();
    assert_eq!(verify.email, "grace@example.com");
    assert_eq!(verify.user_id.as_deref(), Some("jA48BX5EFL0EBFo7nr1G0nkPKg9317zp"));
    assert_eq!(verify.update_to, None);
    let change = tokens().read(&recorded("changeEmailGrace"), at(NOW)).unwrap();
    assert_eq!(change.update_to.as_deref(), Some("grace2@example.com"));
    assert_eq!(change.step(), EmailChange::Verification);
}

/// Down to the bytes: the same claims at the same time make the recorded token.
#[test]
fn a_token_of_ours_is_the_recorded_one() {
    let id = "jA48BX5EFL0EBFo7nr1G0nkPKg9317zp";
    let until = Duration::from_secs(4_102_444_800 - NOW.unsigned_abs());
    let verify = EmailClaims::address(id, "Grace@Example.com");
    assert_eq!(tokens().sign(verify, at(NOW), until).unwrap(), recorded("verifyGrace"));
    let change = EmailClaims::change(
        id,
        "grace@example.com",
        "grace2@example.com",
        EmailChange::Verification,
    );
    assert_eq!(tokens().sign(change, at(NOW), until).unwrap(), recorded("changeEmailGrace"));
}

#[test]
fn a_token_is_over_at_its_last_second() {
    let token = tokens()
        .sign(EmailClaims::address("id", "a@b.cc"), at(NOW), Duration::from_secs(60))
        .unwrap();
    assert!(tokens().read(&token, at(NOW + 59)).is_ok());
    assert_eq!(tokens().read(&token, at(NOW + 60)), Err(BadEmailToken::Expired));
    assert_eq!(tokens().read(&recorded("expired"), at(NOW)), Err(BadEmailToken::Expired));
}

#[rstest]
#[case::another_secret(recorded("wrongSecret"))]
#[case::garbage("garbage".to_owned())]
#[case::empty(String::new())]
#[case::without_signature(recorded("verifyGrace").rsplit_once('.').unwrap().0.to_owned() + ".")]
#[case::no_address(signed(&json!({ "iat": NOW, "exp": NOW + 60 })))]
#[case::no_end(signed(&json!({ "email": "a@b.cc", "iat": NOW })))]
#[case::an_address_that_is_no_text(signed(&json!({ "email": 1, "iat": NOW, "exp": NOW + 60 })))]
fn anything_else_is_refused(#[case] token: String) {
    assert_eq!(tokens().read(&token, at(NOW)), Err(BadEmailToken::Invalid));
}

#[test]
fn a_token_under_no_signature_is_refused() {
    let none = "eyJhbGciOiJub25lIn0"; // {"alg":"none"}
    let verify = recorded("verifyGrace");
    let claims = verify.split('.').nth(1).unwrap();
    let token = format!("{none}.{claims}.");
    assert_eq!(tokens().read(&token, at(NOW)), Err(BadEmailToken::Invalid));
}

/// Where both secrets are the same, an access token has the same signature and an address in it.
#[rstest]
#[case("iss")]
#[case("sub")]
#[case("aud")]
fn a_token_for_another_purpose_proves_no_address(#[case] claim: &str) {
    let mut claims = json!({ "email": "a@b.cc", "iat": NOW, "exp": NOW + 60 });
    assert!(tokens().read(&signed(&claims), at(NOW)).is_ok());
    claims[claim] = "x".into();
    assert_eq!(tokens().read(&signed(&claims), at(NOW)), Err(BadEmailToken::Invalid));
}
