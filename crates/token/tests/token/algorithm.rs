use aws_lc_rs::hmac;
use ownly_token::{Algorithm, Fault, KeySet, UnknownAlgorithm, verify};
use rstest::rstest;
use serde_json::{Value, json};

use crate::mint::{Kind, Mint, SECRET, b64, expected, from_b64, judge, now};

#[rstest]
fn only_the_algorithm_of_the_key_is_taken(
    #[values(Kind::Hs, Kind::Ed, Kind::Ec, Kind::Rs, Kind::Ps)] kind: Kind,
) {
    let others = [
        "none", "None", "nOnE", "", "HS256", "HS384", "HS512", "EdDSA", "Ed448", "ES256", "ES384",
        "ES512", "ES256K", "RS256", "RS384", "RS512", "RS1", "PS256", "PS384", "PS512", "XS256",
    ];
    let lower_case = kind.alg().to_lowercase();
    let others = others.into_iter().chain([lower_case.as_str()]);
    for other in others.filter(|other| *other != kind.alg()) {
        let mint = Mint::new(kind).header("alg", other.into());
        assert_eq!(mint.judge(), Err(Fault::AlgorithmNotAllowed), "{other}");
        let (header, claims) = mint.segments();
        let unsigned = format!("{header}.{claims}.");
        assert_eq!(judge(kind, &unsigned), Err(Fault::AlgorithmNotAllowed), "{other}");
    }
}

#[rstest]
#[case(json!(["EdDSA"]))]
#[case(json!({ "EdDSA": 1 }))]
#[case(json!(1))]
#[case(Value::Null)]
fn an_algorithm_is_a_text(#[case] alg: Value) {
    assert_eq!(Mint::new(Kind::Ed).header("alg", alg).judge(), Err(Fault::NoAlgorithm));
}

#[test]
fn an_algorithm_is_required() {
    assert_eq!(Mint::new(Kind::Ed).without_header("alg").judge(), Err(Fault::NoAlgorithm));
}

#[test]
fn the_newer_name_of_ed25519_is_understood() {
    Mint::new(Kind::Ed).header("alg", "Ed25519".into()).judge().expect("a good token");
    let judged = Mint::new(Kind::Ec).header("alg", "Ed25519".into()).judge();
    assert_eq!(judged, Err(Fault::AlgorithmNotAllowed));
}

#[rstest]
fn a_public_key_is_no_secret(#[values(Kind::Ed, Kind::Ec, Kind::Rs)] kind: Kind) {
    let jwk = kind.jwk();
    let text = jwk.to_string();
    let raw = from_b64(jwk.get("x").or(jwk.get("n")).and_then(Value::as_str).expect("a key"));
    for secret in [text.as_bytes(), &raw, b""] {
        let (header, claims) = Mint::new(kind).header("alg", "HS256".into()).segments();
        let message = format!("{header}.{claims}");
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), message.as_bytes());
        let token = format!("{message}.{}", b64(tag));
        assert_eq!(judge(kind, &token), Err(Fault::AlgorithmNotAllowed));
    }
}

#[test]
fn an_rsa_key_is_for_the_one_algorithm_it_names() {
    let token = Mint::new(Kind::Ps).token();
    assert_eq!(judge(Kind::Rs, &token), Err(Fault::AlgorithmNotAllowed));
    let token = Mint::new(Kind::Rs).token();
    assert_eq!(judge(Kind::Ps, &token), Err(Fault::AlgorithmNotAllowed));
}

#[test]
fn a_symmetric_token_does_not_ask_for_keys_it_cannot_use() {
    let token = Mint::new(Kind::Hs).header("kid", "unheard-of".into()).token();
    let judged = verify(&token, &KeySet::empty(), &expected(), now());
    assert_eq!(judged, Err(Fault::AlgorithmNotAllowed));
}

#[test]
fn a_secret_has_at_least_32_bytes() {
    let weak = KeySet::shared_secret(&SECRET[..31]).expect_err("31 bytes are too few");
    assert_eq!(weak.length, 31);
    KeySet::shared_secret(&SECRET[..32]).expect("32 bytes are enough");
}

#[rstest]
#[case(Algorithm::EdDsa, "EdDSA")]
#[case(Algorithm::Es256, "ES256")]
#[case(Algorithm::Rs256, "RS256")]
#[case(Algorithm::Ps256, "PS256")]
#[case(Algorithm::Hs256, "HS256")]
fn a_name_is_read_as_it_is_written(#[case] algorithm: Algorithm, #[case] name: &str) {
    assert_eq!(algorithm.to_string(), name);
    assert_eq!(name.parse(), Ok(algorithm));
    assert_eq!(name.to_lowercase().parse::<Algorithm>(), Err(UnknownAlgorithm));
}
