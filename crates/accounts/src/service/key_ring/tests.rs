//! Rows written by Better Auth 1.7.25, with the set it published and a token it signed.

use rstest::rstest;
use token::{Algorithm, Expectations, verify};

use super::*;

const ROWS: [&str; 5] = [
    include_str!("../../../tests/data/keys/EdDSA.json"),
    include_str!("../../../tests/data/keys/ES256.json"),
    include_str!("../../../tests/data/keys/ES512.json"),
    include_str!("../../../tests/data/keys/RS256.json"),
    include_str!("../../../tests/data/keys/PS256.json"),
];
const ORIGIN: &str = "http://localhost:3000";

/// When the recorded tokens are about to end.
fn then() -> DateTime<Utc> {
    DateTime::from_timestamp(4_102_444_800 - 900, 0).unwrap()
}

fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

struct Recorded {
    row: StoredKey,
    secrets: Secrets,
    jwks: Value,
    token: String,
}

fn recorded(text: &str) -> Recorded {
    let json: Value = serde_json::from_str(text).unwrap();
    let text = |name: &str| json[name].as_str().unwrap().to_owned();
    let row = StoredKey {
        id: text("id"),
        public_key: text("publicKey"),
        private_key: text("privateKey"),
        created_at: time(&text("createdAt")).into(),
        expires_at: None,
        alg: Some(text("alg")),
        crv: json["crv"].as_str().map(str::to_owned),
    };
    let secrets = crate::Secret::from(text("secret")).into();
    Recorded { row, secrets, token: text("token"), jwks: json["jwks"].clone() }
}

fn settings(algorithm: Algorithm) -> KeySettings {
    KeySettings { algorithm, ..KeySettings::default() }
}

fn is_good(ring: &KeyRing, token: &str) -> bool {
    let expected = Expectations::new(ORIGIN, [ORIGIN]);
    verify(token, &ring.verifying(), &expected, then()).is_ok()
}

/// Of whatever algorithm it is, and whichever is configured.
#[test]
fn a_key_of_better_auths_is_published_and_signs_as_it_does_there() {
    for recorded in ROWS.map(recorded) {
        for algorithm in [Algorithm::EdDsa, Algorithm::Ps256] {
            let (rows, settings) = ([recorded.row.clone()], settings(algorithm));
            let ring = KeyRing::read(&rows, &recorded.secrets, &settings, then()).unwrap();
            assert_eq!(ring.published(), recorded.jwks);
            assert!(is_good(&ring, &recorded.token));

            let key = ring.signing(then()).unwrap();
            assert_eq!(Some(key.algorithm().as_str()), recorded.row.alg.as_deref());
            let exp = then().timestamp() + 900;
            let claims = json!({ "iss": ORIGIN, "aud": ORIGIN, "sub": "ada", "exp": exp });
            assert!(is_good(&ring, &key.sign(&claims).unwrap()));
        }
    }
}

#[rstest]
#[case(0, Algorithm::Rs256, "EdDSA")]
#[case(3, Algorithm::Rs256, "RS256")]
#[case(3, Algorithm::Ps256, "PS256")]
#[case(3, Algorithm::EdDsa, "RS256")]
fn a_row_that_names_no_algorithm_has_the_configured_one_if_it_can(
    #[case] row: usize,
    #[case] configured: Algorithm,
    #[case] named: &str,
) {
    let mut recorded = recorded(ROWS[row]);
    (recorded.row.alg, recorded.row.crv) = (None, None);
    let rows = [recorded.row];
    let ring = KeyRing::read(&rows, &recorded.secrets, &settings(configured), then()).unwrap();
    assert_eq!(ring.published()["keys"][0]["alg"], named);
    assert_eq!(ring.signing(then()).unwrap().algorithm().as_str(), named);
}

#[test]
fn a_row_whose_public_half_is_private_is_kept_from_everyone() {
    let mut recorded = recorded(ROWS[0]);
    let mut jwk: Value = serde_json::from_str(&recorded.row.public_key).unwrap();
    jwk["d"] = "AAAA".into();
    recorded.row.public_key = jwk.to_string();
    let settings = KeySettings::default();
    let ring = KeyRing::read(&[recorded.row], &recorded.secrets, &settings, then()).unwrap();
    assert_eq!(ring.published(), json!({ "keys": [] }));
}

#[test]
fn a_key_set_that_is_read_again_unchanged_is_the_same_one() {
    let [one, other] = [ROWS[0], ROWS[1]].map(recorded);
    let settings = KeySettings::default();
    let read = |rows: &[StoredKey]| KeyRing::read(rows, &one.secrets, &settings, then()).unwrap();
    let first = read(std::slice::from_ref(&one.row));
    let again = read(std::slice::from_ref(&one.row)).after(&first);
    assert!(Arc::ptr_eq(&first.verifying(), &again.verifying()));
    let changed = read(&[one.row.clone(), other.row]).after(&again);
    assert!(!Arc::ptr_eq(&first.verifying(), &changed.verifying()));
}
