//! Rows written by Better Auth 1.7.25.

use rstest::rstest;

use super::*;

const EDDSA: &str = include_str!("../../tests/data/keys/EdDSA.json");
const ES256: &str = include_str!("../../tests/data/keys/ES256.json");
const ES512: &str = include_str!("../../tests/data/keys/ES512.json");
const RS256: &str = include_str!("../../tests/data/keys/RS256.json");
const PS256: &str = include_str!("../../tests/data/keys/PS256.json");
const UNENCRYPTED: &str = include_str!("../../tests/data/keys/unencrypted.json");
const VERSIONED: &str = include_str!("../../tests/data/keys/versioned-secrets.json");

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn secret(text: &str) -> Secret {
    Secret::from(text.to_owned())
}

fn secret_of(row: &Value) -> Secret {
    secret(row["secret"].as_str().unwrap())
}

fn column(row: &Value) -> &str {
    row["privateKey"].as_str().unwrap()
}

fn opened(result: Result<Secret, OpenError>) -> Result<Vec<u8>, OpenError> {
    result.map(|secret| secret.as_bytes().to_owned())
}

fn open_plain(column: &str, secret: &Secret) -> Result<Vec<u8>, OpenError> {
    opened(open(column, Some(secret), |_| None))
}

/// The private JWK is one, and its public half is what the row says.
fn assert_is_private_half_of(row: &Value, plaintext: &[u8]) {
    let private: Value = serde_json::from_slice(plaintext).unwrap();
    let public = parse(row["publicKey"].as_str().unwrap());
    assert!(private["d"].is_string());
    for (member, value) in public.as_object().unwrap() {
        assert_eq!(&private[member], value, "{member}");
    }
}

fn nonce_of(hex_text: &str) -> [u8; 24] {
    hex::decode(&hex_text[..48]).unwrap().try_into().unwrap()
}

#[rstest]
#[case(EDDSA)]
#[case(ES256)]
#[case(ES512)]
#[case(RS256)]
#[case(PS256)]
fn a_row_of_each_algorithm_opens_and_is_sealed_again_byte_for_byte(#[case] fixture: &str) {
    let row = parse(fixture);
    let plaintext = open_plain(column(&row), &secret_of(&row)).unwrap();
    assert_is_private_half_of(&row, &plaintext);
    let sealed = seal(&secret_of(&row), nonce_of(&column(&row)[1..]), &plaintext);
    assert_eq!(sealed.as_deref(), Ok(column(&row)));
}

#[test]
fn an_envelope_opens_with_the_secret_of_its_version() {
    let row = parse(VERSIONED);
    let (first, second) = (
        secret("first-secret-first-secret-0123456789xx"),
        secret("second-secret-second-secret-0123456789"),
    );
    let find = |version| match version {
        1 => Some(&first),
        2 => Some(&second),
        _ => None,
    };
    let plaintext = opened(open(column(&row), None, find)).unwrap();
    assert_is_private_half_of(&row, &plaintext);
    let nonce = nonce_of(column(&row).strip_prefix("\"$ba$2$").unwrap());
    let sealed = seal_versioned(2, &second, nonce, &plaintext);
    assert_eq!(sealed.as_deref(), Ok(column(&row)));
    assert_eq!(
        opened(open(column(&row), Some(&second), |_| Some(&first))),
        Err(OpenError::NotDecryptable)
    );
    assert_eq!(opened(open(column(&row), Some(&second), |_| None)), Err(OpenError::NotDecryptable));
}

#[test]
fn an_unencrypted_key_is_read_as_it_is() {
    let row = parse(UNENCRYPTED);
    let plaintext = opened(open(column(&row), None, |_| None)).unwrap();
    assert_is_private_half_of(&row, &plaintext);
}

#[test]
fn another_secret_and_a_spoilt_text_are_not_decryptable() {
    let row = parse(EDDSA);
    let refused = |column: &str, secret: &Secret| {
        assert_eq!(open_plain(column, secret), Err(OpenError::NotDecryptable));
    };
    refused(column(&row), &secret("another"));
    for at in [1, 50, column(&row).len() - 2] {
        let mut spoilt = column(&row).to_owned();
        let digit = if spoilt.as_bytes()[at] == b'0' { "1" } else { "0" };
        spoilt.replace_range(at..=at, digit);
        refused(&spoilt, &secret_of(&row));
    }
    assert_eq!(opened(open(column(&row), None, |_| None)), Err(OpenError::NotDecryptable));
}

#[rstest]
#[case("")]
#[case("null")]
#[case("[]")]
#[case("7")]
#[case("\"\"")]
#[case("\"abc\"")]
#[case("\"not hex!\"")]
#[case(&format!("\"{}\"", "0".repeat(2 * 39)))]
#[case("0a0b")]
#[case("\"$ba$2\"")]
#[case("\"$ba$x$00\"")]
#[case("\"$ba$-1$00\"")]
#[case("\"$ba$2$zz\"")]
fn another_text_is_malformed(#[case] column: &str) {
    assert_eq!(open_plain(column, &secret("any")), Err(OpenError::Malformed));
}

#[test]
fn an_empty_plaintext_survives() {
    let sealed = seal(&secret("any"), [9; 24], b"").unwrap();
    assert_eq!(open_plain(&sealed, &secret("any")), Ok(Vec::new()));
}
