use ownly_token::{Algorithm, Fault, KeyError, KeySet, SignError, SigningKey, verify};
use rstest::rstest;
use serde_json::{Value, json};

use crate::mint::{AUDIENCE, ISSUER, KID, Kind, NOW, SECRET, b64, expected, from_b64, now, with};

const SEED: [u8; 32] = [7; 32];

fn key() -> SigningKey {
    SigningKey::generate_ed25519(KID, SEED).expect("a key")
}

fn claims() -> Value {
    json!({ "iss": ISSUER, "aud": AUDIENCE, "sub": "ada", "iat": NOW, "exp": NOW + 900 })
}

fn header(token: &str) -> String {
    let header = token.split('.').next().expect("a header");
    String::from_utf8(from_b64(header)).expect("UTF-8")
}

#[test]
fn what_an_ed25519_key_signs_its_published_half_verifies() {
    let key = key();
    let token = key.sign(&claims()).expect("a token");
    assert_eq!(header(&token), format!("{{\"alg\":\"EdDSA\",\"kid\":\"{KID}\"}}"));

    let public = key.public_jwk().expect("a public half");
    let published = with(public, json!({ "kid": KID, "alg": "EdDSA" }));
    let keys = KeySet::from_jwks([published]).keys;
    let verified = verify(&token, &keys, &expected(), now()).expect("a good token");
    assert_eq!(verified.subject().as_str(), "ada");

    let other = SigningKey::generate_ed25519(KID, [8; 32]).expect("a key");
    let forged = other.sign(&claims()).expect("a token");
    assert_eq!(verify(&forged, &keys, &expected(), now()), Err(Fault::BadSignature));
}

#[test]
fn what_a_shared_secret_signs_it_verifies() {
    let key = SigningKey::shared_secret(SECRET).expect("a long secret");
    let token = key.sign(&claims()).expect("a token");
    assert_eq!(header(&token), "{\"alg\":\"HS256\"}");
    verify(&token, &Kind::Hs.key_set(), &expected(), now()).expect("a good token");

    let other = KeySet::shared_secret(&[1; 32]).expect("a long secret");
    assert_eq!(verify(&token, &other, &expected(), now()), Err(Fault::BadSignature));
}

#[test]
fn a_key_tells_its_name_and_halves() {
    let key = key();
    assert_eq!((key.kid(), key.algorithm()), (Some(KID), Algorithm::EdDsa));
    let private = key.private_jwk().expect("a private half");
    assert_eq!(private["d"], json!(b64(SEED)));
    let public = with(private.clone(), json!({ "d": null }));
    assert_eq!(key.public_jwk(), Some(public));
    assert_eq!(private.as_object().map(serde_json::Map::len), Some(4));

    let secret = SigningKey::shared_secret(SECRET).expect("a long secret");
    assert_eq!((secret.kid(), secret.algorithm()), (None, Algorithm::Hs256));
    assert_eq!((secret.private_jwk(), secret.public_jwk()), (None, None));
}

#[test]
fn the_seed_alone_makes_the_key() {
    // RFC 8032 §7.1, test 1, as the JWK of RFC 8037 appendix A.1
    let jwk = json!({
        "kty": "OKP", "crv": "Ed25519",
        "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    });
    let seed = from_b64(jwk["d"].as_str().expect("d")).try_into().expect("32 bytes");
    let key = SigningKey::generate_ed25519(KID, seed).expect("a key");
    assert_eq!(key.private_jwk(), Some(jwk.clone()));
    let read = SigningKey::from_private_jwk(KID, Algorithm::EdDsa, &jwk).expect("a key");
    assert_eq!(read.sign(&claims()).expect("a token"), key.sign(&claims()).expect("a token"));
}

#[rstest]
#[case(json!({ "d": null }), KeyError::BadMember { name: "d" })]
#[case(json!({ "d": b64([7; 31]) }), KeyError::BadMember { name: "d" })]
#[case(json!({ "d": b64([7; 33]) }), KeyError::BadMember { name: "d" })]
#[case(json!({ "d": "!" }), KeyError::BadMember { name: "d" })]
#[case(json!({ "x": null }), KeyError::BadMember { name: "x" })]
#[case(json!({ "x": b64([7; 31]) }), KeyError::BadMember { name: "x" })]
#[case(json!({ "x": b64([7; 32]) }), KeyError::Mismatch)]
#[case(json!({ "d": b64([8; 32]) }), KeyError::Mismatch)]
#[case(json!({ "kty": null }), KeyError::Unsupported)]
#[case(json!({ "kty": "EC", "crv": "P-256" }), KeyError::Unsupported)]
#[case(json!({ "kty": "RSA" }), KeyError::Unsupported)]
#[case(json!({ "kty": "oct" }), KeyError::Unsupported)]
#[case(json!({ "crv": "X25519" }), KeyError::Unsupported)]
fn a_broken_private_key_signs_nothing(#[case] change: Value, #[case] reason: KeyError) {
    let jwk = with(key().private_jwk().expect("a private half"), change);
    assert_eq!(SigningKey::from_private_jwk(KID, Algorithm::EdDsa, &jwk).map(drop), Err(reason));
}

const PAIRS: [Algorithm; 4] =
    [Algorithm::Es256, Algorithm::Es512, Algorithm::Rs256, Algorithm::Ps256];

#[test]
fn a_key_of_each_other_algorithm_signs_what_its_published_half_verifies() {
    for algorithm in PAIRS {
        let key = SigningKey::generate(KID, algorithm).expect("a key");
        let token = key.sign(&claims()).expect("a token");
        assert_eq!(header(&token), format!("{{\"alg\":\"{algorithm}\",\"kid\":\"{KID}\"}}"));

        let public = key.public_jwk().expect("a public half");
        let named = json!({ "kid": KID, "alg": algorithm.as_str() });
        let imported = KeySet::from_jwks([with(public.clone(), named)]);
        assert_eq!(imported.refused, []);
        verify(&token, &imported.keys, &expected(), now()).expect("a good token");

        let private = key.private_jwk().expect("a private half");
        let read = SigningKey::from_private_jwk(KID, algorithm, &private).expect("a key");
        assert_eq!(read.private_jwk(), Some(private));
        let again = read.sign(&claims()).expect("a token");
        verify(&again, &imported.keys, &expected(), now()).expect("a good token");

        let other = SigningKey::generate(KID, algorithm).expect("a key");
        assert_ne!(other.public_jwk(), Some(public));
        let forged = other.sign(&claims()).expect("a token");
        assert_eq!(verify(&forged, &imported.keys, &expected(), now()), Err(Fault::BadSignature));
    }
}

#[test]
fn a_key_that_is_made_has_the_members_and_the_size_that_better_auth_gives_it() {
    for (algorithm, members, sized, bytes) in [
        (Algorithm::Es256, &["crv", "kty", "x", "y"][..], "x", 32),
        (Algorithm::Es512, &["crv", "kty", "x", "y"], "y", 66),
        (Algorithm::Rs256, &["e", "kty", "n"], "n", 256),
        (Algorithm::Ps256, &["e", "kty", "n"], "n", 256),
    ] {
        let key = SigningKey::generate(KID, algorithm).expect("a key");
        let public = key.public_jwk().expect("a public half");
        let names: Vec<_> = public.as_object().expect("an object").keys().collect();
        assert_eq!(names, members);
        let size = from_b64(public[sized].as_str().expect("a number")).len();
        assert_eq!((size, public["crv"].as_str()), (bytes, algorithm.curve()));
    }
    let no_pair = SigningKey::generate(KID, Algorithm::Hs256);
    assert_eq!(no_pair.map(drop), Err(KeyError::Unsupported));
}

#[test]
fn a_key_pair_is_whole_and_of_one_piece() {
    for (algorithm, member) in
        [(Algorithm::Es256, "d"), (Algorithm::Es512, "d"), (Algorithm::Rs256, "dp")]
    {
        let jwk = SigningKey::generate(KID, algorithm).expect("a key").private_jwk();
        let other = SigningKey::generate(KID, algorithm).expect("a key").private_jwk();
        let (jwk, other) = (jwk.expect("a private half"), other.expect("a private half"));
        let read = |change: Value| {
            let jwk = with(jwk.clone(), change);
            SigningKey::from_private_jwk(KID, algorithm, &jwk).map(drop)
        };
        assert_eq!(read(json!({})), Ok(()));
        assert_eq!(read(json!({ member: null })), Err(KeyError::BadMember { name: member }));
        assert_eq!(read(json!({ member: "" })), Err(KeyError::BadMember { name: member }));
        assert_eq!(read(json!({ member: other[member] })), Err(KeyError::Mismatch));
        assert_eq!(read(json!({ "kty": "OKP" })), Err(KeyError::Unsupported));
        for another in PAIRS.into_iter().chain([Algorithm::EdDsa, Algorithm::Hs256]) {
            let kin = (another.curve(), another == Algorithm::Hs256);
            if kin != (algorithm.curve(), false) {
                let read = SigningKey::from_private_jwk(KID, another, &jwk);
                assert_eq!(read.map(drop), Err(KeyError::Unsupported), "{another}");
            }
        }
    }
}

#[rstest]
#[case(json!({ "kty": "RSA" }), Algorithm::Ps256, Some(Algorithm::Ps256))]
#[case(json!({ "kty": "RSA" }), Algorithm::EdDsa, Some(Algorithm::Rs256))]
#[case(json!({ "kty": "EC", "crv": "P-521" }), Algorithm::EdDsa, Some(Algorithm::Es512))]
#[case(json!({ "kty": "EC", "crv": "P-256" }), Algorithm::Rs256, Some(Algorithm::Es256))]
#[case(json!({ "kty": "OKP", "crv": "Ed25519" }), Algorithm::Rs256, Some(Algorithm::EdDsa))]
#[case(json!({ "kty": "OKP", "crv": "X25519" }), Algorithm::EdDsa, None)]
#[case(json!({ "kty": "oct" }), Algorithm::Hs256, None)]
#[case(json!([]), Algorithm::EdDsa, None)]
fn a_key_without_alg_is_used_as_its_kind_allows(
    #[case] jwk: Value,
    #[case] preferred: Algorithm,
    #[case] algorithm: Option<Algorithm>,
) {
    assert_eq!(Algorithm::of_unnamed_key(&jwk, preferred), algorithm);
}

#[test]
fn a_key_has_a_name_that_tokens_can_bear() {
    for kid in ["", "a\0", "a\nb", &"k".repeat(256)] {
        let made = SigningKey::generate_ed25519(kid, SEED);
        assert_eq!(made.map(drop), Err(KeyError::BadKid));
        let jwk = key().private_jwk().expect("a private half");
        assert_eq!(
            SigningKey::from_private_jwk(kid, Algorithm::EdDsa, &jwk).map(drop),
            Err(KeyError::BadKid)
        );
    }
}

#[test]
fn a_short_secret_signs_nothing() {
    let weak = SigningKey::shared_secret(&[1; 31]).expect_err("31 bytes are too few");
    assert_eq!(weak.length, 31);
}

#[rstest]
#[case(json!(1))]
#[case(json!([1]))]
#[case(json!("text"))]
#[case(Value::Null)]
fn claims_are_an_object(#[case] claims: Value) {
    assert!(matches!(key().sign(&claims), Err(SignError::NotAnObject)));
}

#[test]
fn claims_can_be_written_as_json() {
    let claims = std::collections::BTreeMap::from([((1, 2), 3)]);
    assert!(matches!(key().sign(&claims), Err(SignError::NotJson(_))));
}

#[test]
fn no_token_is_made_that_would_not_be_read() {
    let claims = with(claims(), json!({ "image": "a".repeat(8192) }));
    assert!(matches!(key().sign(&claims), Err(SignError::TooLong { length: 8193.. })));
}
