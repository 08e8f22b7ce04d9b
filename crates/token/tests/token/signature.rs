use ownly_token::Fault;
use rstest::rstest;

use crate::mint::{Kind, Mint, b64, from_b64, judge};

fn with_signature(kind: Kind, bend: impl Fn(Vec<u8>) -> Vec<u8>) -> String {
    let token = Mint::new(kind).token();
    let (message, signature) = token.rsplit_once('.').expect("three segments");
    format!("{message}.{}", b64(bend(from_b64(signature))))
}

#[rstest]
fn the_signature_is_the_keys(
    #[values(Kind::Hs, Kind::Ed, Kind::Ec, Kind::Rs, Kind::Ps)] kind: Kind,
    #[values(
        |mut bytes: Vec<u8>| { bytes[0] ^= 1; bytes },
        |bytes: Vec<u8>| bytes[..16].to_vec(),
        |bytes: Vec<u8>| bytes[..bytes.len() - 1].to_vec(),
        |mut bytes: Vec<u8>| { bytes.push(0); bytes },
        |mut bytes: Vec<u8>| { bytes.insert(0, 0); bytes },
        |bytes: Vec<u8>| vec![0; bytes.len()],
        |bytes: Vec<u8>| vec![0xff; bytes.len()],
        |_: Vec<u8>| Vec::new(),
    )]
    bend: fn(Vec<u8>) -> Vec<u8>,
) {
    assert_eq!(judge(kind, &with_signature(kind, bend)), Err(Fault::BadSignature));
}

#[rstest]
fn the_signature_is_over_these_claims(
    #[values(Kind::Hs, Kind::Ed, Kind::Ec, Kind::Rs, Kind::Ps)] kind: Kind,
) {
    let token = Mint::new(kind).token();
    let (_, signature) = token.rsplit_once('.').expect("three segments");
    let (header, claims) = Mint::new(kind).claim("sub", "someone-else".into()).segments();
    let judged = judge(kind, &format!("{header}.{claims}.{signature}"));
    assert_eq!(judged, Err(Fault::BadSignature));
}

#[test]
fn the_signature_is_over_this_header() {
    let token = Mint::new(Kind::Ed).token();
    let (_, signature) = token.rsplit_once('.').expect("three segments");
    let (header, claims) = Mint::new(Kind::Ed).without_header("typ").segments();
    let judged = judge(Kind::Ed, &format!("{header}.{claims}.{signature}"));
    assert_eq!(judged, Err(Fault::BadSignature));
}

#[test]
fn nobody_learns_about_claims_that_are_not_signed() {
    let mints = [
        Mint::new(Kind::Ed).claim("exp", 1.into()),
        Mint::new(Kind::Ed).raw_claims("no JSON"),
        Mint::new(Kind::Ed).without_claim("sub"),
    ];
    for mint in mints {
        let (header, claims) = mint.segments();
        let token = format!("{header}.{claims}.{}", b64([1; 64]));
        assert_eq!(judge(Kind::Ed, &token), Err(Fault::BadSignature));
    }
}

#[test]
fn an_ecdsa_signature_is_not_der() {
    let der = |bytes: Vec<u8>| {
        let integer = |half: &[u8]| [&[2, 33, 0], half].concat();
        let (r, s) = bytes.split_at(32);
        [&[0x30, 70][..], &integer(r), &integer(s)].concat()
    };
    assert_eq!(judge(Kind::Ec, &with_signature(Kind::Ec, der)), Err(Fault::BadSignature));
}

#[test]
fn an_ed25519_signature_has_one_s() {
    // L, the order of the base point, least byte first (RFC 8032 §5.1): S + L has the same residue.
    const L: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let plus_l = |mut bytes: Vec<u8>| {
        let mut carry = 0;
        for (byte, l) in bytes[32..].iter_mut().zip(L) {
            let sum = u16::from(*byte) + u16::from(l) + carry;
            *byte = sum as u8;
            carry = sum >> 8;
        }
        bytes
    };
    assert_eq!(judge(Kind::Ed, &with_signature(Kind::Ed, plus_l)), Err(Fault::BadSignature));
}
