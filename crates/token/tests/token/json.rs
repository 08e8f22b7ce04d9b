use ownly_token::{Fault, JsonFault};
use rstest::rstest;

use crate::mint::{Kind, Mint};

#[rstest]
#[case::empty("", JsonFault::NotJson)]
#[case::a_list("[1,2]", JsonFault::NotAnObject)]
#[case::a_text("\"sub\"", JsonFault::NotAnObject)]
#[case::a_number("1", JsonFault::NotAnObject)]
#[case::null("null", JsonFault::NotAnObject)]
#[case::a_word("hello", JsonFault::NotJson)]
#[case::half_an_object("{\"a\":1", JsonFault::NotJson)]
#[case::byte_order_mark("\u{feff}{}", JsonFault::NotJson)]
fn header_and_claims_are_objects(#[case] text: &str, #[case] fault: JsonFault) {
    assert_eq!(Mint::new(Kind::Hs).raw_header(text).judge(), Err(Fault::Header(fault)));
    assert_eq!(Mint::new(Kind::Hs).raw_claims(text).judge(), Err(Fault::Claims(fault)));
}

#[rstest]
#[case::another_object("{}")]
#[case::a_closing_brace("}")]
#[case::nul("\0")]
#[case::a_word("x")]
fn nothing_follows_the_object(#[case] tail: &str) {
    let mint = Mint::new(Kind::Hs);
    let text = mint.header_text() + tail;
    assert_eq!(mint.raw_header(text).judge(), Err(Fault::Header(JsonFault::NotJson)));
    let mint = Mint::new(Kind::Hs);
    let text = mint.claims_text() + tail;
    assert_eq!(mint.raw_claims(text).judge(), Err(Fault::Claims(JsonFault::NotJson)));
}

#[rstest]
#[case::comment("/**/\"x\":1")]
#[case::not_a_number("\"x\":NaN")]
#[case::infinity("\"x\":Infinity")]
#[case::out_of_range("\"x\":1e400")]
#[case::leading_zero("\"x\":01")]
#[case::leading_plus("\"x\":+1")]
#[case::hexadecimal("\"x\":0x1")]
#[case::single_quotes("'x':1")]
#[case::bare_name("x:1")]
#[case::trailing_comma("\"x\":[1,]")]
#[case::control_character("\"x\":\"\u{1}\"")]
#[case::lone_surrogate("\"x\":\"\\ud800\"")]
fn what_only_other_readers_take_is_not_json(#[case] member: &str) {
    let judged = Mint::new(Kind::Hs).raw_claim(member).judge();
    assert_eq!(judged, Err(Fault::Claims(JsonFault::NotJson)));
}

#[test]
fn text_is_utf_8() {
    let bad = b"{\"sub\":\"\xff\"}";
    let fault = JsonFault::NotUtf8;
    assert_eq!(Mint::new(Kind::Hs).raw_header(bad).judge(), Err(Fault::Header(fault)));
    assert_eq!(Mint::new(Kind::Hs).raw_claims(bad).judge(), Err(Fault::Claims(fault)));
}

#[rstest]
#[case::first_another("\"sub\":\"someone-else\"")]
#[case::the_same_twice("\"sub\":\"ada\"")]
#[case::escaped("\"\\u0073ub\":\"someone-else\"")]
#[case::time("\"exp\":1")]
#[case::nobodys("\"x\":1,\"x\":1")]
#[case::in_an_object("\"x\":{\"a\":1,\"a\":2}")]
#[case::in_a_list("\"x\":[[{\"a\":1,\"b\":2,\"a\":3}]]")]
fn no_claim_is_there_twice(#[case] member: &str) {
    let judged = Mint::new(Kind::Hs).raw_claim(member).judge();
    assert_eq!(judged, Err(Fault::Claims(JsonFault::DuplicateMember)));
}

#[rstest]
#[case("\"alg\":\"none\"")]
#[case("\"kid\":\"other\"")]
#[case("\"x\":{\"y\":1,\"y\":1}")]
fn no_header_parameter_is_there_twice(#[case] member: &str) {
    let mint = Mint::new(Kind::Ed);
    let text = format!("{{{member},{}", &mint.header_text()[1..]);
    let judged = mint.raw_header(text).judge();
    assert_eq!(judged, Err(Fault::Header(JsonFault::DuplicateMember)));
}

#[test]
fn equal_names_in_different_objects_are_fine() {
    let member = "\"x\":[{\"a\":1},{\"a\":{\"a\":2}}],\"Sub\":\"someone-else\"";
    Mint::new(Kind::Hs).raw_claim(member).judge().expect("a good token");
}

#[test]
fn sixty_four_levels_are_read_and_no_more() {
    let nested = |levels: usize| {
        let member = format!("\"x\":{}{}", "[".repeat(levels - 1), "]".repeat(levels - 1));
        Mint::new(Kind::Hs).raw_claim(&member).judge()
    };
    nested(64).expect("a good token");
    for levels in [65, 128, 2_000] {
        assert_eq!(nested(levels), Err(Fault::Claims(JsonFault::TooDeep)));
    }
    let objects = "{\"x\":".repeat(65) + "1" + &"}".repeat(65);
    let judged = Mint::new(Kind::Hs).raw_claims(objects).judge();
    assert_eq!(judged, Err(Fault::Claims(JsonFault::TooDeep)));
}
