use ownly_token::{Fault, KeySet, verify};
use rstest::rstest;
use serde_json::{Value, json};

use crate::mint::{KID, Kind, Mint, expected, now};

#[rstest]
#[case("crit", json!(["x"]))]
#[case("crit", json!([]))]
#[case("crit", Value::Null)]
#[case("b64", json!(false))]
#[case("b64", json!(true))]
#[case("zip", json!("DEF"))]
#[case("enc", json!("A256GCM"))]
#[case("cty", json!("JWT"))]
#[case("jwk", Kind::Ed.bare_jwk())]
#[case("x5c", json!(["AAAA"]))]
fn parameters_that_change_the_meaning_or_the_key_are_refused(
    #[case] name: &'static str,
    #[case] value: Value,
    #[values(Kind::Hs, Kind::Ed)] kind: Kind,
) {
    let judged = Mint::new(kind).header(name, value).judge();
    assert_eq!(judged, Err(Fault::RefusedParameter { name }));
}

#[rstest]
#[case("jku", json!("https://evil.example/jwks"))]
#[case("x5u", json!("https://evil.example/x5u"))]
#[case("x5t#S256", json!("AAAA"))]
#[case("x_unknown", json!({ "a": [1, null] }))]
fn other_parameters_are_not_looked_at(#[case] name: &str, #[case] value: Value) {
    Mint::new(Kind::Ed).header(name, value).judge().expect("a good token");
}

#[rstest]
#[case("JWT")]
#[case("jwt")]
#[case("at+jwt")]
#[case("AT+JWT")]
#[case("application/jwt")]
#[case("Application/at+jwt")]
fn a_token_for_access_may_say_so(#[case] typ: &str) {
    Mint::new(Kind::Ed).header("typ", typ.into()).judge().expect("a good token");
}

#[test]
fn a_token_need_not_say_its_type() {
    Mint::new(Kind::Ed).without_header("typ").judge().expect("a good token");
}

#[rstest]
#[case(json!("better-auth.session-cache+jwt"))]
#[case(json!("logout+jwt"))]
#[case(json!("id+jwt"))]
#[case(json!("dpop+jwt"))]
#[case(json!("JWE"))]
#[case(json!("application/application/jwt"))]
#[case(json!("JWT "))]
#[case(json!(""))]
#[case(json!(["JWT"]))]
#[case(json!(1))]
#[case(Value::Null)]
fn a_token_of_another_type_is_refused(#[case] typ: Value) {
    assert_eq!(Mint::new(Kind::Ed).header("typ", typ).judge(), Err(Fault::WrongType));
}

#[rstest]
#[case(json!(1))]
#[case(json!(["key-1"]))]
#[case(json!({}))]
#[case(Value::Null)]
#[case(json!(""))]
#[case(json!("k".repeat(256)))]
#[case(json!("key\0-1"))]
#[case(json!("k\r\n2026-01-01 INFO login ok user=admin"))]
fn a_kid_is_a_name(#[case] kid: Value, #[values(Kind::Hs, Kind::Ed)] kind: Kind) {
    assert_eq!(Mint::new(kind).header("kid", kid).judge(), Err(Fault::BadKid));
}

#[test]
fn a_published_key_is_chosen_by_its_kid_alone() {
    assert_eq!(Mint::new(Kind::Ed).without_header("kid").judge(), Err(Fault::NoKid));
    for kid in ["key-2", "KEY-1", "key-1 ", "../../../dev/null", "x' UNION SELECT 'key';--"] {
        let judged = Mint::new(Kind::Ed).header("kid", kid.into()).judge();
        assert_eq!(judged, Err(Fault::UnknownKey { kid: kid.into() }));
    }
}

#[test]
fn an_empty_set_knows_no_key() {
    let judged = verify(&Mint::new(Kind::Ed).token(), &KeySet::empty(), &expected(), now());
    assert_eq!(judged, Err(Fault::UnknownKey { kid: KID.into() }));
}

#[test]
fn a_shared_secret_needs_no_kid_and_ignores_one() {
    Mint::new(Kind::Hs).without_header("kid").judge().expect("a good token");
    Mint::new(Kind::Hs).header("kid", "any".into()).judge().expect("a good token");
}

#[test]
fn a_kid_does_not_lend_its_name_to_a_key_of_another_kind() {
    // One key set holds both; the token names the one and is signed by the other.
    let mut other = Kind::Ec.jwk();
    other["kid"] = "key-2".into();
    let keys = KeySet::from_jwks([Kind::Ed.jwk(), other]).keys;
    let token = Mint::new(Kind::Ed).header("kid", "key-2".into()).token();
    assert_eq!(verify(&token, &keys, &expected(), now()), Err(Fault::AlgorithmNotAllowed));
    let token = Mint::new(Kind::Ed).header("kid", "key-2".into()).header("alg", "ES256".into());
    let judged = verify(&token.token(), &keys, &expected(), now());
    assert_eq!(judged, Err(Fault::BadSignature));
}
