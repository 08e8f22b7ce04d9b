//! What ends up in a log

use ownly_token::{Clock, Fault, KeySet, Refusal, RefusedKey, SigningKey};
use serde_json::json;

use crate::mint::{KID, Kind, Mint, SECRET, b64};

#[test]
fn debug_output_holds_no_key() {
    let signing = SigningKey::generate_ed25519(KID, [7; 32]).expect("a key");
    assert_eq!(format!("{signing:?}"), "SigningKey { kid: Some(\"key-1\"), algorithm: EdDsa, .. }");
    let secret = SigningKey::shared_secret(SECRET).expect("a long secret");
    assert_eq!(format!("{secret:?}"), "SigningKey { kid: None, algorithm: Hs256, .. }");
    assert_eq!(
        format!("{:?}", Kind::Hs.key_set()),
        "KeySet(Shared(VerifyingKey { algorithm: Hs256, .. }))"
    );
    assert_eq!(
        format!("{:?}", Kind::Ed.key_set()),
        "KeySet(Published({\"key-1\": VerifyingKey { algorithm: EdDsa, .. }}))"
    );
    assert_eq!(format!("{:?}", Clock::system()), "Clock");
}

#[test]
fn debug_output_of_claims_holds_no_personal_data() {
    let mint = Mint::new(Kind::Hs).claim("email", "ada@example.com".into());
    let claims = mint.judge().expect("a good token");
    let shown = format!("{claims:?}");
    assert!(shown.contains("\"ada\"") && !shown.contains("example.com\", "), "{shown}");
    assert!(!shown.contains("ada@"), "{shown}");
}

#[test]
fn an_unknown_kid_is_shortened_and_escaped() {
    let shown = |kid: &str| Fault::UnknownKey { kid: kid.into() }.to_string();
    assert_eq!(shown("key-2"), "no key is named key-2");
    assert_eq!(shown("a\"\u{202e}ü"), "no key is named a\\\"\\u{202e}\\u{fc}");
    assert_eq!(shown("a\r\nb"), "no key is named a\\r\\nb");
    assert_eq!(shown(&"k".repeat(40)), format!("no key is named {}", "k".repeat(40)));
    assert_eq!(shown(&"k".repeat(255)), format!("no key is named {}...", "k".repeat(40)));
}

#[test]
fn a_refused_key_is_one_line() {
    let refused = KeySet::from_jwks([Kind::Hs.jwk(), json!({ "kid": "a\u{85}" })]).refused;
    let lines: Vec<String> = refused.iter().map(RefusedKey::to_string).collect();
    assert_eq!(lines[0], "key key-1: a symmetric key in a published set");
    assert_eq!(lines[1], "key without a name: kid is not the name of a key");
    let refused = RefusedKey { kid: Some("k".repeat(50)), reason: Refusal::Private };
    assert!(refused.to_string().len() < 100);
}

#[test]
fn no_text_of_a_fault_holds_the_token() {
    let mint = Mint::new(Kind::Ed).header("typ", "<script>".into());
    let token = mint.token();
    let shown = mint.judge().expect_err("a bad token").to_string();
    assert_eq!(shown, "typ names another kind of token");
    assert!(!token.contains(&shown) && !shown.contains(&b64("<script>")));
    let long = Mint::new(Kind::Ed).raw_claims("x".repeat(10_000)).judge();
    assert_eq!(long.expect_err("a long token").to_string(), "the token is longer than 8192 bytes");
}
