//! Keys that are refused, each good but for one thing

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use ownly_token::{Algorithm, Fault, KeySet, Refusal, SigningKey, verify};
use rstest::rstest;
use serde_json::{Value, json};

use crate::mint::{KID, Kind, Mint, b64, expected, from_b64, now, with};

fn refusal(jwk: Value) -> Option<Refusal> {
    let imported = KeySet::from_jwks([jwk]);
    assert_eq!(imported.keys.len() + imported.refused.len(), 1);
    imported.refused.first().map(|refused| refused.reason)
}

#[rstest]
fn a_key_may_leave_out_what_it_need_not_say(#[values(Kind::Ed, Kind::Ec, Kind::Rs)] kind: Kind) {
    let keys = KeySet::from_jwks([with(kind.bare_jwk(), json!({ "kid": KID }))]).keys;
    verify(&Mint::new(kind).token(), &keys, &expected(), now()).expect("a good token");
}

#[test]
fn an_rsa_key_without_alg_is_for_rs256_alone() {
    let keys = KeySet::from_jwks([with(Kind::Ps.bare_jwk(), json!({ "kid": KID }))]).keys;
    let judged = verify(&Mint::new(Kind::Ps).token(), &keys, &expected(), now());
    assert_eq!(judged, Err(Fault::AlgorithmNotAllowed));
}

#[rstest]
#[case(json!({ "key_ops": ["verify"] }))]
#[case(json!({ "key_ops": ["sign", "verify"], "use": null }))]
#[case(json!({ "alg": "Ed25519" }))]
#[case(json!({ "x5t": "AAAA", "ext": true, "iat": 1, "whatever": {} }))]
fn a_key_may_say_more(#[case] more: Value) {
    assert_eq!(refusal(with(Kind::Ed.jwk(), more)), None);
}

#[rstest]
#[case(json!("x"))]
#[case(Value::Null)]
#[case(json!([]))]
fn a_key_is_an_object(#[case] jwk: Value) {
    assert_eq!(refusal(jwk), Some(Refusal::NotAnObject));
}

#[rstest]
#[case::no_kid(json!({ "kid": null }), Refusal::NoKid)]
#[case::kid_of_no_text(json!({ "kid": 4 }), Refusal::BadKid)]
#[case::kid_of_nothing(json!({ "kid": "" }), Refusal::BadKid)]
#[case::kid_too_long(json!({ "kid": "k".repeat(256) }), Refusal::BadKid)]
#[case::kid_with_nul(json!({ "kid": "a\0" }), Refusal::BadKid)]
#[case::no_kty(json!({ "kty": null }), Refusal::NoKeyType)]
#[case::kty_of_no_text(json!({ "kty": 7 }), Refusal::NoKeyType)]
#[case::unknown_kty(json!({ "kty": "AKP" }), Refusal::UnsupportedKeyType)]
#[case::kty_in_lower_case(json!({ "kty": "okp" }), Refusal::UnsupportedKeyType)]
#[case::kty_of_another(json!({ "kty": "EC" }), Refusal::UnsupportedCurve)]
#[case::no_crv(json!({ "crv": null }), Refusal::UnsupportedCurve)]
#[case::for_agreement(json!({ "crv": "X25519" }), Refusal::UnsupportedCurve)]
#[case::other_curve(json!({ "crv": "Ed448" }), Refusal::UnsupportedCurve)]
#[case::for_encryption(json!({ "use": "enc" }), Refusal::WrongUse)]
#[case::use_of_no_text(json!({ "use": 1 }), Refusal::WrongUse)]
#[case::key_ops_without_verify(json!({ "key_ops": ["encrypt"] }), Refusal::WrongKeyOps)]
#[case::no_key_ops(json!({ "key_ops": [] }), Refusal::WrongKeyOps)]
#[case::key_ops_of_no_list(json!({ "key_ops": "verify" }), Refusal::WrongKeyOps)]
#[case::key_ops_of_no_texts(json!({ "key_ops": ["verify", 1] }), Refusal::WrongKeyOps)]
#[case::alg_of_another(json!({ "alg": "RS256" }), Refusal::WrongAlgorithm)]
#[case::symmetric_alg(json!({ "alg": "HS256" }), Refusal::WrongAlgorithm)]
#[case::no_such_alg(json!({ "alg": "none" }), Refusal::WrongAlgorithm)]
#[case::alg_of_no_text(json!({ "alg": 1 }), Refusal::WrongAlgorithm)]
#[case::no_x(json!({ "x": null }), Refusal::BadMember { name: "x" })]
#[case::no_base64(json!({ "x": "!!" }), Refusal::BadMember { name: "x" })]
#[case::x_of_no_text(json!({ "x": 1 }), Refusal::BadMember { name: "x" })]
#[case::too_short(json!({ "x": b64([1; 31]) }), Refusal::BadMember { name: "x" })]
#[case::too_long(json!({ "x": b64([1; 33]) }), Refusal::BadMember { name: "x" })]
#[case::private(json!({ "d": b64([1; 32]) }), Refusal::Private)]
#[case::secret(json!({ "k": b64([1; 32]) }), Refusal::Private)]
fn an_ed25519_key_fits_in_every_member(#[case] change: Value, #[case] reason: Refusal) {
    assert_eq!(refusal(with(Kind::Ed.jwk(), change)), Some(reason));
}

#[rstest]
fn a_member_that_is_null_is_not_absent(
    #[values(
        ("use", Refusal::WrongUse),
        ("key_ops", Refusal::WrongKeyOps),
        ("alg", Refusal::WrongAlgorithm),
        ("d", Refusal::Private),
        ("kid", Refusal::BadKid)
    )]
    member: (&str, Refusal),
) {
    let mut jwk = Kind::Ed.jwk();
    jwk[member.0] = Value::Null;
    assert_eq!(refusal(jwk), Some(member.1));
}

#[test]
fn the_text_of_a_key_is_canonical() {
    let x = Kind::Ed.jwk()["x"].as_str().expect("x").to_owned();
    let last = x.as_bytes()[42] + 1;
    let bent = [format!("{x}="), format!("{}{}", &x[..42], char::from(last)), format!(" {x}")];
    for x in bent {
        let jwk = with(Kind::Ed.jwk(), json!({ "x": x }));
        assert_eq!(refusal(jwk), Some(Refusal::BadMember { name: "x" }), "{x}");
    }
}

#[rstest]
#[case::zero("0000000000000000000000000000000000000000000000000000000000000000")]
#[case::one("0100000000000000000000000000000000000000000000000000000000000000")]
#[case::minus_one("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
#[case::order_8("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
#[case::order_8_too("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
#[case::the_prime("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
#[case::the_prime_and_1("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
#[case::not_reduced("f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
#[case::largest("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
fn a_point_of_small_order_or_with_two_spellings_is_no_key(#[case] hex: &str) {
    let mut point: Vec<u8> = (0..32)
        .map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).expect("hexadecimal"))
        .collect();
    for sign in [0, 0x80] {
        point[31] = point[31] & 0x7f | sign;
        let jwk = with(Kind::Ed.jwk(), json!({ "x": b64(&point) }));
        assert_eq!(refusal(jwk), Some(Refusal::WeakPoint));
    }
}

#[test]
fn an_ed25519_key_of_either_sign_is_taken() {
    let mut signs = [0, 0];
    for seed in 0..16 {
        let key = SigningKey::generate_ed25519(KID, [seed; 32]).expect("a key");
        let public = key.public_jwk().expect("a public half");
        let x = from_b64(public["x"].as_str().expect("x"));
        signs[usize::from(x[31] >> 7)] += 1;
        assert_eq!(refusal(with(public, json!({ "kid": KID }))), None, "{seed}");
    }
    assert!(signs[0] > 0 && signs[1] > 0, "{signs:?}");
}

#[rstest]
#[case::as_it_is(json!({}), None)]
#[case::without_alg(json!({ "alg": null }), None)]
#[case::alg_of_another(json!({ "alg": "ES256" }), Some(Refusal::WrongAlgorithm))]
#[case::short_x(json!({ "x": b64([1; 65]) }), Some(Refusal::BadMember { name: "x" }))]
#[case::no_y(json!({ "y": null }), Some(Refusal::BadMember { name: "y" }))]
#[case::off_the_curve(json!({ "y": b64([1; 66]) }), Some(Refusal::NotOnCurve))]
#[case::zero(json!({ "x": b64([0; 66]), "y": b64([0; 66]) }), Some(Refusal::NotOnCurve))]
#[case::beyond_the_field(json!({ "x": b64([0xff; 66]) }), Some(Refusal::NotOnCurve))]
#[case::private(json!({ "d": b64([1; 66]) }), Some(Refusal::Private))]
fn a_p521_key_is_a_point_of_the_curve(#[case] change: Value, #[case] reason: Option<Refusal>) {
    let key = SigningKey::generate(KID, Algorithm::Es512).expect("a key");
    let public = key.public_jwk().expect("a public half");
    let jwk = with(public, json!({ "kid": KID, "alg": "ES512", "use": "sig" }));
    assert_eq!(refusal(with(jwk, change)), reason);
}

#[rstest]
#[case::private(json!({ "d": b64([1; 32]) }), Refusal::Private)]
#[case::no_y(json!({ "y": null }), Refusal::BadMember { name: "y" })]
#[case::short_x(json!({ "x": b64([1; 31]) }), Refusal::BadMember { name: "x" })]
#[case::other_curve(json!({ "crv": "P-384", "alg": "ES384" }), Refusal::UnsupportedCurve)]
#[case::not_for_signatures(json!({ "crv": "secp256k1" }), Refusal::UnsupportedCurve)]
#[case::alg_of_another(json!({ "alg": "ES384" }), Refusal::WrongAlgorithm)]
#[case::off_the_curve(json!({ "y": b64([1; 32]) }), Refusal::NotOnCurve)]
#[case::zero(json!({ "x": b64([0; 32]), "y": b64([0; 32]) }), Refusal::NotOnCurve)]
#[case::beyond_the_field(json!({ "x": b64([0xff; 32]) }), Refusal::NotOnCurve)]
fn a_p256_key_is_a_point_of_the_curve(#[case] change: Value, #[case] reason: Refusal) {
    assert_eq!(refusal(with(Kind::Ec.jwk(), change)), Some(reason));
}

#[test]
fn the_p256_key_of_these_tests_is_one_that_aws_lc_takes() {
    let jwk = Kind::Ec.jwk();
    let half = |name: &str| from_b64(jwk[name].as_str().expect("a coordinate"));
    let point = [vec![4], half("x"), half("y")].concat();
    let signature = Kind::Ec.sign(b"message");
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
    key.verify(b"message", &signature).expect("a signature");
}

fn modulus(bits: usize) -> String {
    let mut n = vec![0xff; bits.div_ceil(8)];
    n[0] >>= n.len() * 8 - bits;
    b64(n)
}

#[rstest]
#[case::no_n(json!({ "n": null }), Refusal::BadMember { name: "n" })]
#[case::no_e(json!({ "e": null }), Refusal::BadMember { name: "e" })]
#[case::empty_n(json!({ "n": "" }), Refusal::BadMember { name: "n" })]
#[case::empty_e(json!({ "e": "" }), Refusal::BadMember { name: "e" })]
#[case::padded_n(json!({ "n": b64([&[0][..], &[0xff; 256]].concat()) }), Refusal::BadMember { name: "n" })]
#[case::padded_e(json!({ "e": b64([0, 1, 0, 1]) }), Refusal::BadMember { name: "e" })]
#[case::bits_1024(json!({ "n": modulus(1024) }), Refusal::BadModulus)]
#[case::bits_2047(json!({ "n": modulus(2047) }), Refusal::BadModulus)]
#[case::bits_8193(json!({ "n": modulus(8193) }), Refusal::BadModulus)]
#[case::even(json!({ "n": b64([&[0xff; 255][..], &[0xfe]].concat()) }), Refusal::BadModulus)]
#[case::exponent_1(json!({ "e": b64([1]) }), Refusal::BadExponent)]
#[case::exponent_3(json!({ "e": b64([3]) }), Refusal::BadExponent)]
#[case::exponent_65535(json!({ "e": b64([0xff, 0xff]) }), Refusal::BadExponent)]
#[case::even_exponent(json!({ "e": b64([1, 0, 2]) }), Refusal::BadExponent)]
#[case::exponent_of_34_bits(json!({ "e": b64([2, 0, 0, 0, 1]) }), Refusal::BadExponent)]
#[case::long_exponent(json!({ "e": b64([1; 256]) }), Refusal::BadExponent)]
#[case::alg_of_another(json!({ "alg": "RS512" }), Refusal::WrongAlgorithm)]
#[case::alg_to_encrypt(json!({ "alg": "RSA-OAEP" }), Refusal::WrongAlgorithm)]
#[case::sha_1(json!({ "alg": "RS1" }), Refusal::WrongAlgorithm)]
fn an_rsa_key_is_strong(#[case] change: Value, #[case] reason: Refusal) {
    assert_eq!(refusal(with(Kind::Rs.jwk(), change)), Some(reason));
}

#[rstest]
fn a_private_rsa_key_is_refused(
    #[values("d", "p", "q", "dp", "dq", "qi", "oth")] name: &'static str,
) {
    let jwk = with(Kind::Rs.jwk(), json!({ name: "AQAB" }));
    assert_eq!(refusal(jwk), Some(Refusal::Private));
}

#[test]
fn rsa_keys_of_2048_to_8192_bits_are_taken() {
    for bits in [2048, 3072, 4096, 8192] {
        assert_eq!(refusal(with(Kind::Rs.jwk(), json!({ "n": modulus(bits) }))), None);
    }
    assert_eq!(
        refusal(with(Kind::Rs.jwk(), json!({ "e": b64([1, 0xff, 0xff, 0xff, 0xff]) }))),
        None
    );
}

#[test]
fn a_symmetric_key_in_a_set_is_never_used() {
    let jwk = Kind::Hs.jwk();
    assert_eq!(refusal(jwk.clone()), Some(Refusal::Symmetric));
    let keys = KeySet::from_jwks([jwk, with(Kind::Ed.jwk(), json!({ "kid": "key-2" }))]).keys;
    let judged = verify(&Mint::new(Kind::Hs).token(), &keys, &expected(), now());
    assert_eq!(judged, Err(Fault::AlgorithmNotAllowed));
}
