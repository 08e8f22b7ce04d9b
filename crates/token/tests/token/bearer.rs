use ownly_token::{BearerFault, bearer};
use rstest::rstest;

fn of(headers: &[&[u8]]) -> Result<String, BearerFault> {
    bearer(headers.iter().copied()).map(str::to_owned)
}

#[rstest]
#[case(b"Bearer a.b.c")]
#[case(b"bearer a.b.c")]
#[case(b"BEARER a.b.c")]
#[case(b"Bearer   a.b.c")]
#[case(b"  Bearer a.b.c\t ")]
fn a_token_follows_the_name_of_the_scheme(#[case] header: &[u8]) {
    assert_eq!(of(&[header]), Ok("a.b.c".into()));
}

#[rstest]
#[case::padding(b"Bearer a.b.c=", "a.b.c=")]
#[case::other_alphabet(b"Bearer a.b.+/", "a.b.+/")]
#[case::percent(b"Bearer a%2Eb%2Ec", "a%2Eb%2Ec")]
#[case::junk(b"Bearer a.b.c!", "a.b.c!")]
fn a_word_that_is_no_jwt_is_a_bad_token_and_not_a_bad_request(
    #[case] header: &[u8],
    #[case] token: &str,
) {
    assert_eq!(of(&[header]), Ok(token.into()));
}

#[rstest]
#[case::no_header(&[])]
#[case::empty(&[b"".as_slice()])]
#[case::basic(&[b"Basic eDp5".as_slice()])]
#[case::bare_token(&[b"a.b.c".as_slice()])]
#[case::longer_name(&[b"Bearers a.b.c".as_slice()])]
#[case::run_together(&[b"Bearera.b.c".as_slice()])]
#[case::shorter_name(&[b"Bear".as_slice()])]
fn without_the_scheme_there_is_no_token(#[case] headers: &[&[u8]]) {
    assert_eq!(of(headers), Err(BearerFault::Missing));
}

#[rstest]
#[case::nothing(b"Bearer")]
#[case::space(b"Bearer ")]
#[case::tab(b"Bearer\ta.b.c")]
#[case::space_and_tab(b"Bearer \ta.b.c")]
#[case::comma(b"Bearer,a.b.c")]
#[case::equals(b"Bearer=a.b.c")]
#[case::two_tokens(b"Bearer a.b.c a.b.c")]
#[case::joined(b"Bearer a.b.c, Bearer a.b.c")]
#[case::joined_tightly(b"Bearer a.b.c,a.b.c")]
#[case::quoted(b"Bearer \"a.b.c\"")]
#[case::space_inside(b"Bearer a. b.c")]
#[case::nul(b"Bearer a.\0b.c")]
#[case::line_break(b"Bearer a.b.c\r\nX: y")]
#[case::delete(b"Bearer a.b.c\x7f")]
#[case::beyond_ascii(b"Bearer a.b.\xc3\xa4")]
#[case::no_utf_8(b"Bearer a.b.\xff")]
#[case::json(b"Bearer {\"protected\":\"a\"}")]
fn more_or_less_than_one_word_is_malformed(#[case] header: &[u8]) {
    assert_eq!(of(&[header]), Err(BearerFault::Malformed));
}

#[rstest]
#[case(b"Bearer a.b.c", b"Bearer a.b.c")]
#[case(b"Basic eDp5", b"Bearer a.b.c")]
#[case(b"Bearer a.b.c", b"")]
fn two_headers_are_malformed(#[case] first: &[u8], #[case] second: &[u8]) {
    assert_eq!(of(&[first, second]), Err(BearerFault::Malformed));
}

#[test]
fn a_token_of_8_kib_is_taken_and_one_more_byte_is_not() {
    let of_length = |length| of(&[format!("Bearer {}", "a".repeat(length)).as_bytes()]);
    assert_eq!(of_length(8192), Ok("a".repeat(8192)));
    assert_eq!(of_length(8193), Err(BearerFault::TooLong));
}
