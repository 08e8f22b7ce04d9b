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

fn secret(text: &str) -> Secrets {
    Secret::from(text.to_owned()).into()
}

fn secret_of(row: &Value) -> Secrets {
    secret(row["secret"].as_str().unwrap())
}

fn column(row: &Value) -> &str {
    row["privateKey"].as_str().unwrap()
}

fn opened(column: &str, secrets: &Secrets) -> Result<Vec<u8>, OpenError> {
    open(column, secrets).map(|secret| secret.as_bytes().to_owned())
}

fn versioned(text: &str) -> Secrets {
    Secrets::parse(text, None).unwrap()
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
    let plaintext = opened(column(&row), &secret_of(&row)).unwrap();
    assert_is_private_half_of(&row, &plaintext);
    let sealed = seal(&secret_of(&row), nonce_of(&column(&row)[1..]), &plaintext);
    assert_eq!(sealed.as_deref(), Ok(column(&row)));
}

const FIRST: &str = "first-secret-first-secret-0123456789xx";
const SECOND: &str = "second-secret-second-secret-0123456789";

#[test]
fn an_envelope_opens_with_the_secret_of_its_version() {
    let row = parse(VERSIONED)["row"].take();
    let current = versioned(&format!("2:{SECOND},1:{FIRST}"));
    let plaintext = opened(column(&row), &current).unwrap();
    assert_is_private_half_of(&row, &plaintext);
    let nonce = nonce_of(column(&row).strip_prefix("\"$ba$2$").unwrap());
    assert_eq!(seal(&current, nonce, &plaintext).as_deref(), Ok(column(&row)));
    let older = versioned(&format!("3:newest,1:{FIRST},2:{SECOND}"));
    assert_eq!(opened(column(&row), &older), Ok(plaintext));
}

#[test]
fn an_envelope_of_another_version_or_secret_tells_which_is_missing() {
    let row = parse(VERSIONED)["row"].take();
    let refused = |secrets: Secrets| opened(column(&row), &secrets).unwrap_err();
    let missing = OpenError::NoSuchVersion { version: 2 };
    assert_eq!(refused(versioned(&format!("3:{SECOND},1:{FIRST}"))), missing);
    assert_eq!(refused(secret(SECOND)), missing);
    assert_eq!(refused(versioned(&format!("2:{FIRST}"))), OpenError::NotWithVersion { version: 2 });
    let told = refused(versioned(&format!("2:{FIRST}"))).to_string();
    assert!(told.contains("version 2") && !told.contains("first"), "{told}");
}

#[test]
fn what_names_no_version_needs_the_secret_from_before_there_were_versions() {
    let row = parse(EDDSA);
    let old = || Secret::from(row["secret"].as_str().unwrap().to_owned());
    let text = format!("1:{}", row["secret"].as_str().unwrap());
    assert_eq!(opened(column(&row), &versioned(&text)), Err(OpenError::NoLegacy));
    let with = |legacy| Secrets::parse("1:new", Some(legacy)).unwrap();
    assert!(opened(column(&row), &with(old())).is_ok());
    let wrong = Secret::from("wrong".to_owned());
    assert_eq!(opened(column(&row), &with(wrong)), Err(OpenError::NotWithLegacy));
}

#[test]
fn an_unencrypted_key_is_read_as_it_is() {
    let row = parse(UNENCRYPTED);
    let plaintext = opened(column(&row), &secret("any")).unwrap();
    assert_is_private_half_of(&row, &plaintext);
}

#[test]
fn another_secret_and_a_spoilt_text_are_not_decryptable() {
    let row = parse(EDDSA);
    let refused = |column: &str, secrets: &Secrets| {
        assert_eq!(opened(column, secrets), Err(OpenError::NotWithLegacy));
    };
    refused(column(&row), &secret("another"));
    for at in [1, 50, column(&row).len() - 2] {
        let mut spoilt = column(&row).to_owned();
        let digit = if spoilt.as_bytes()[at] == b'0' { "1" } else { "0" };
        spoilt.replace_range(at..=at, digit);
        refused(&spoilt, &secret_of(&row));
    }
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
    assert_eq!(opened(column, &secret("any")), Err(OpenError::Malformed));
}

#[test]
fn an_empty_plaintext_survives() {
    let sealed = seal(&secret("any"), [9; 24], b"").unwrap();
    assert_eq!(opened(&sealed, &secret("any")), Ok(Vec::new()));
}
