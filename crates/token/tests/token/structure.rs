use ownly_token::{Fault, Segment};
use rstest::rstest;

use crate::mint::{Kind, Mint, b64, from_b64, judge, signed};

const TRAILING: Fault = Fault::NotBase64Url { segment: Segment::Signature };

#[rstest]
fn a_good_token_is_good(#[values(Kind::Hs, Kind::Ed, Kind::Ec, Kind::Rs, Kind::Ps)] kind: Kind) {
    let claims = Mint::new(kind).judge().expect("a good token");
    assert_eq!(claims.subject().as_str(), "ada");
}

#[rstest]
#[case("")]
#[case("a")]
#[case("a.b")]
#[case("a.b.c.d")]
#[case("a.b.c.d.e")]
#[case("%2E.a%2Eb")]
fn a_token_has_three_segments(#[case] token: &str) {
    assert_eq!(judge(Kind::Ed, token), Err(Fault::NotThreeSegments));
}

#[test]
fn a_fourth_segment_is_refused_behind_a_good_token() {
    let token = Mint::new(Kind::Ed).token();
    for tail in [".", ".AAAA", ".AAAA.AAAA"] {
        assert_eq!(judge(Kind::Ed, &format!("{token}{tail}")), Err(Fault::NotThreeSegments));
    }
}

#[test]
fn a_signature_has_one_spelling() {
    let token = Mint::new(Kind::Ed).token();
    let (rest, last) = token.split_at(token.len() - 1);
    let last = last.as_bytes()[0];
    // 64 bytes leave four bits of the last character unused: A, Q, g and w have them all zero.
    let unused = if last == b'z' { "0".to_owned() } else { char::from(last + 1).to_string() };
    assert!(b"AQgw".contains(&last));
    let spellings = [format!("{rest}{unused}"), format!("{token}=="), format!("{token}!")];
    for spelling in spellings {
        assert_eq!(judge(Kind::Ed, &spelling), Err(TRAILING), "{spelling}");
    }
}

#[rstest]
#[case::standard_alphabet(|text: &str| text.replace('-', "+").replace('_', "/"))]
#[case::padded(|text: &str| format!("{text}=="))]
#[case::space_inside(|text: &str| format!("{} {}", &text[..20], &text[20..]))]
#[case::line_break_at_the_end(|text: &str| format!("{text}\n"))]
#[case::unused_bits_set(|text: &str| format!("{}B", &text[..text.len() - 1]))]
fn claims_are_canonical_even_if_signed_as_they_stand(#[case] bend: fn(&str) -> String) {
    // Ends in one byte over a multiple of three, and its text holds both - and _.
    let mint = Mint::new(Kind::Hs).claim("pad", "~~~???>>>ÿÿ".into());
    let (header, _) = mint.segments();
    let text = mint.claims_text();
    let text = format!("{text}{}", " ".repeat((4 - text.len() % 3) % 3));
    let claims = b64(&text);
    assert!(claims.contains('-') && claims.contains('_') && claims.len() % 4 == 2);
    judge(Kind::Hs, &signed(Kind::Hs, &header, &claims)).expect("good before it is bent");

    let bent = bend(&claims);
    assert_ne!(bent, claims);
    let fault = Fault::NotBase64Url { segment: Segment::Claims };
    assert_eq!(judge(Kind::Hs, &signed(Kind::Hs, &header, &bent)), Err(fault));
}

#[test]
fn a_header_is_canonical_even_if_signed_as_it_stands() {
    let (header, claims) = Mint::new(Kind::Hs).segments();
    let fault = Fault::NotBase64Url { segment: Segment::Header };
    let token = signed(Kind::Hs, &format!("{header}="), &claims);
    assert_eq!(judge(Kind::Hs, &token), Err(fault));
}

#[test]
fn a_token_of_8_kib_is_read_and_one_more_byte_is_not() {
    // White space fills it up; no segment has a length of 4n + 1, so the header helps.
    let of_length = |length: usize| {
        let mint = Mint::new(Kind::Hs);
        (0..3).map(|spaces| b64(mint.header_text() + &" ".repeat(spaces))).find_map(|header| {
            let room = length - signed(Kind::Hs, &header, "").len();
            let claims = format!("{:1$}", mint.claims_text(), room * 3 / 4);
            let token = signed(Kind::Hs, &header, &b64(claims));
            (token.len() == length).then_some(token)
        })
    };
    judge(Kind::Hs, &of_length(8192).expect("a token of 8192 bytes")).expect("a good token");
    let longer = of_length(8193).expect("a token of 8193 bytes");
    assert_eq!(judge(Kind::Hs, &longer), Err(Fault::TooLong));
    assert_eq!(judge(Kind::Hs, &".".repeat(100_000)), Err(Fault::TooLong));
}

#[rstest]
fn no_character_of_a_token_can_be_changed(
    #[values(Kind::Hs, Kind::Ed, Kind::Ec, Kind::Rs)] kind: Kind,
) {
    const ALPHABET: &[u8; 68] =
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+/=";
    let token = Mint::new(kind).token();
    // Trying all is cheap for an HMAC only; a stride of 13 reaches every place with others.
    let stride = if kind == Kind::Hs { 1 } else { 13 };
    for place in 0..token.len() {
        for other in ALPHABET.iter().cycle().skip(place).take(ALPHABET.len()).step_by(stride) {
            let mut bent = token.clone().into_bytes();
            if bent[place] == *other {
                continue;
            }
            bent[place] = *other;
            let bent = String::from_utf8(bent).expect("ASCII");
            assert!(judge(kind, &bent).is_err(), "{place} {}", char::from(*other));
        }
    }
}

#[test]
fn a_token_may_have_white_space_in_its_json() {
    let mint = Mint::new(Kind::Ed);
    let header = mint.header_text().replace(':', " :\n\t");
    mint.raw_header(header).judge().expect("a good token");
}

#[test]
fn the_segments_of_a_token_are_what_they_say() {
    let token = Mint::new(Kind::Ed).token();
    let header = token.split('.').next().expect("a header");
    assert!(from_b64(header).starts_with(b"{\"alg\":\"EdDSA\""));
}
