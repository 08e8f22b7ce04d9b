//! Signatures that some verifiers took: for ECDSA numbers that no signature has, for RSA paddings
//! that RFC 8017 does not allow

use std::collections::BTreeMap;

use chrono::DateTime;
use ownly_token::{Algorithm, Expectations, Fault, KeySet, SigningKey, verify};
use rstest::rstest;
use serde_json::{Value, json};

use crate::mint::{AUDIENCE, ISSUER, KID, NOW, b64, expected, now, with};

/// The order of the curve, its field's prime and numbers beside them, most significant byte first
fn numbers(order: &str, prime: &str, length: usize) -> Vec<Vec<u8>> {
    let bytes = |hex: &str| -> Vec<u8> {
        let digits = format!("{:0>1$}", hex, 2 * length);
        let pairs = (0..length).map(|i| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16));
        pairs.collect::<Result<_, _>>().expect("hexadecimal")
    };
    let beside = |mut number: Vec<u8>, last: i16| {
        let end = number.len() - 1;
        number[end] = u8::try_from(i16::from(number[end]) + last).expect("no carry");
        number
    };
    let (n, p) = (bytes(order), bytes(prime));
    let small = ["0", "1", "2"].map(bytes);
    let large = [beside(n.clone(), -1), n.clone(), beside(n, 1), p, vec![0xff; length]];
    small.into_iter().chain(large).collect()
}

const P256: [&str; 2] = [
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
];
const P521: [&str; 2] = [
    "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709\
     a5d03bb5c9b8899c47aebb6fb71e91386409",
    "1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
     fffffffffffffffffffffffffffffffffff",
];

#[rstest]
#[case(Algorithm::Es256, P256, 32)]
#[case(Algorithm::Es512, P521, 66)]
fn no_pair_of_numbers_fits_every_message(
    #[case] algorithm: Algorithm,
    #[case] curve: [&str; 2],
    #[case] length: usize,
) {
    let key = SigningKey::generate(KID, algorithm).expect("a key");
    let named = json!({ "kid": KID, "alg": algorithm.as_str() });
    let keys = KeySet::from_jwks([with(key.public_jwk().expect("a public half"), named)]).keys;
    let claims = json!({ "iss": ISSUER, "aud": AUDIENCE, "sub": "ada", "exp": NOW + 900 });
    let token = key.sign(&claims).expect("a token");
    verify(&token, &keys, &expected(), now()).expect("a good token");

    let (message, _) = token.rsplit_once('.').expect("three segments");
    let numbers = numbers(curve[0], curve[1], length);
    for r in &numbers {
        for s in &numbers {
            let forged = format!("{message}.{}", b64([&r[..], s].concat()));
            assert_eq!(verify(&forged, &keys, &expected(), now()), Err(Fault::BadSignature));
        }
    }
}

#[derive(serde::Deserialize)]
struct Padded {
    jwk: Value,
    message: String,
    signatures: BTreeMap<String, String>,
}

#[test]
fn an_rsa_signature_is_padded_in_one_way() {
    let data = include_str!("../data/rsa-padding.json");
    let Padded { jwk, message, signatures } = serde_json::from_str(data).expect("the data");
    let imported = KeySet::from_jwks([jwk]);
    assert_eq!(imported.refused, []);
    let expected = Expectations::new(ISSUER, [AUDIENCE]);
    let at = DateTime::from_timestamp(NOW, 0).expect("a time");
    assert_eq!(signatures.len(), 30);
    for (name, signature) in signatures {
        let judged = verify(&format!("{message}.{signature}"), &imported.keys, &expected, at);
        let wanted = if name == "good" { Ok(()) } else { Err(Fault::BadSignature) };
        assert_eq!(judged.map(drop), wanted, "{name}");
    }
}
