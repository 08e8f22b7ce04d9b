use ownly_token::{Fault, Imported, JsonFault, KeySet, NotAKeySet, Refusal, RefusedKey, verify};
use rstest::rstest;
use serde_json::{Value, json};

use crate::mint::{KID, Kind, Mint, b64, expected, now, with};

fn import(keys: &[Value]) -> Imported {
    let document = json!({ "keys": keys }).to_string();
    KeySet::import(document.as_bytes()).expect("a key set")
}

fn named(kid: &str) -> Value {
    with(Kind::Ed.jwk(), json!({ "kid": kid }))
}

#[test]
fn one_bad_key_does_not_spoil_the_set() {
    let bad = [
        with(named("b1"), json!({ "x": "!!" })),
        with(named("b2"), json!({ "x": b64([1; 31]) })),
        json!({ "kty": "RSA", "kid": "b3", "e": "AQAB", "alg": "RS256" }),
        json!({ "kty": 7, "kid": "b4" }),
        json!({ "kid": "b5", "use": 1 }),
        json!({ "kid": 4 }),
        json!("x"),
        Value::Null,
        json!({ "kty": "OKP", "crv": "X25519", "kid": "x1", "x": b64([2; 32]) }),
        json!({ "kty": "AKP", "alg": "ML-DSA-44", "kid": "x3", "pub": "AA" }),
    ];
    let imported = import(&[&bad[..], &[Kind::Ed.jwk(), named("key-2")]].concat());
    assert_eq!(imported.keys.kids().collect::<Vec<_>>(), [KID, "key-2"]);
    assert_eq!(imported.refused.len(), bad.len());
    assert_eq!(imported.refused[0].kid.as_deref(), Some("b1"));
    assert_eq!(imported.refused[5], RefusedKey { kid: None, reason: Refusal::BadKid });

    let token = Mint::new(Kind::Ed).token();
    verify(&token, &imported.keys, &expected(), now()).expect("a good token");
    for kid in ["b1", "b2", "b4", "b5"] {
        let token = Mint::new(Kind::Ed).header("kid", kid.into()).token();
        let judged = verify(&token, &imported.keys, &expected(), now());
        assert_eq!(judged, Err(Fault::UnknownKey { kid: kid.into() }));
    }
}

#[test]
fn no_key_is_taken_whose_name_another_usable_key_has() {
    let twin = with(Kind::Ec.jwk(), json!({ "kid": KID }));
    for twin in [twin, Kind::Ed.jwk()] {
        let imported = import(&[Kind::Ed.jwk(), named("key-2"), twin]);
        assert_eq!(imported.keys.kids().collect::<Vec<_>>(), ["key-2"]);
        let refused = RefusedKey { kid: Some(KID.into()), reason: Refusal::DuplicateKid };
        assert_eq!(imported.refused, [refused]);
    }
    let thrice = import(&[Kind::Ed.jwk(), Kind::Ed.jwk(), Kind::Ed.jwk()]);
    assert!(thrice.keys.is_empty());
}

#[test]
fn a_key_that_is_refused_anyway_takes_no_name_away() {
    let for_encryption = with(Kind::Ec.jwk(), json!({ "use": "enc" }));
    let imported = import(&[for_encryption, Kind::Hs.jwk(), Kind::Ed.jwk()]);
    assert!(imported.keys.contains(KID));
    assert_eq!(imported.refused.len(), 2);
}

#[rstest]
#[case("", NotAKeySet::Json(JsonFault::NotJson))]
#[case("<html>", NotAKeySet::Json(JsonFault::NotJson))]
#[case("[]", NotAKeySet::Json(JsonFault::NotAnObject))]
#[case("{}", NotAKeySet::NoList)]
#[case("{\"keys\":{}}", NotAKeySet::NoList)]
#[case("{\"keys\":null}", NotAKeySet::NoList)]
#[case("{\"keys\":[],\"keys\":[]}", NotAKeySet::Json(JsonFault::DuplicateMember))]
#[case("{\"keys\":[]} x", NotAKeySet::Json(JsonFault::NotJson))]
fn another_document_is_no_key_set(#[case] document: &str, #[case] reason: NotAKeySet) {
    assert_eq!(KeySet::import(document.as_bytes()).map(drop), Err(reason));
}

#[test]
fn an_empty_set_is_a_set() {
    let imported = KeySet::import(b"{\"keys\":[],\"more\":1}").expect("a key set");
    assert!(imported.keys.is_empty() && imported.refused.is_empty());
}

#[test]
fn a_set_has_at_most_a_hundred_keys() {
    let keys: Vec<Value> = (0..101).map(|i| named(&format!("key-{i}"))).collect();
    assert_eq!(import(&keys[..100]).keys.len(), 100);
    let document = json!({ "keys": keys }).to_string();
    assert_eq!(KeySet::import(document.as_bytes()).map(drop), Err(NotAKeySet::TooManyKeys));

    let imported = KeySet::from_jwks(keys);
    assert_eq!(imported.keys.len(), 100);
    let refused = RefusedKey { kid: Some("key-100".into()), reason: Refusal::TooManyKeys };
    assert_eq!(imported.refused, [refused]);
}

#[test]
fn a_document_has_at_most_a_mebibyte() {
    let mut document = b"{\"keys\":[]}".to_vec();
    document.resize(1024 * 1024, b' ');
    KeySet::import(&document).expect("a key set");
    document.push(b' ');
    assert_eq!(KeySet::import(&document).map(drop), Err(NotAKeySet::TooLong));
}

#[test]
fn a_set_tells_what_is_in_it() {
    let keys = import(&[named("b"), named("a")]).keys;
    assert_eq!(keys.len(), 2);
    assert!(!keys.is_empty() && keys.contains("a") && !keys.contains("c"));
    assert_eq!(keys.kids().collect::<Vec<_>>(), ["a", "b"]);
    assert!(KeySet::empty().is_empty());

    let secret = Kind::Hs.key_set();
    assert_eq!((secret.len(), secret.kids().count()), (1, 0));
    assert!(!secret.contains(KID));
}
