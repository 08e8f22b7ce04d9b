use ownly_token::{BadSubject, Expectations, Fault, Subject, verify};
use rstest::rstest;
use serde_json::{Value, json};

use crate::mint::{AUDIENCE, ISSUER, Kind, Mint, NOW, now};

#[rstest]
fn exp_iss_aud_and_sub_are_required(#[values("exp", "iss", "aud", "sub")] name: &'static str) {
    let judged = Mint::new(Kind::Ed).without_claim(name).judge();
    assert_eq!(judged, Err(Fault::MissingClaim { name }));
}

#[rstest]
fn a_claim_of_the_wrong_type_is_not_taken_for_an_absent_one(
    #[values("exp", "nbf", "iat", "iss", "aud", "sub")] name: &'static str,
    #[values(Value::Null, json!(true), json!({}), json!([1]), json!([[]]))] value: Value,
) {
    let judged = Mint::new(Kind::Ed).claim(name, value).judge();
    assert_eq!(judged, Err(Fault::MistypedClaim { name }));
}

#[rstest]
#[case("iss", json!([ISSUER]))]
#[case("iss", json!([ISSUER, "https://evil.example"]))]
#[case("iss", json!(1))]
#[case("sub", json!(["ada"]))]
#[case("sub", json!(1))]
#[case("aud", json!(1))]
#[case("aud", json!({ AUDIENCE: 1 }))]
#[case("aud", json!([AUDIENCE, 1]))]
#[case("aud", json!([[AUDIENCE]]))]
#[case("exp", json!("9999999999"))]
#[case("exp", json!([NOW + 900]))]
#[case("nbf", json!("0"))]
#[case("iat", json!("0"))]
fn a_claim_has_the_type_of_rfc_7519(#[case] name: &'static str, #[case] value: Value) {
    let judged = Mint::new(Kind::Ed).claim(name, value).judge();
    assert_eq!(judged, Err(Fault::MistypedClaim { name }));
}

#[rstest]
#[case("https://evil.example")]
#[case("https://auth.example.evil.example")]
#[case("https://auth.example/")]
#[case("https://AUTH.example")]
#[case("https://auth.exampl")]
#[case(" https://auth.example")]
#[case("https://auth.example\0")]
#[case("")]
fn the_issuer_is_ours_to_the_byte(#[case] issuer: &str) {
    let judged = Mint::new(Kind::Ed).claim("iss", issuer.into()).judge();
    assert_eq!(judged, Err(Fault::WrongIssuer));
}

#[rstest]
#[case(json!("https://other.example"))]
#[case(json!("xhttps://tasks.examplex"))]
#[case(json!("https://tasks.example/"))]
#[case(json!("https://TASKS.example"))]
#[case(json!(""))]
#[case(json!([]))]
#[case(json!(["a", "b"]))]
fn the_audience_is_ours_to_the_byte(#[case] audience: Value) {
    let judged = Mint::new(Kind::Ed).claim("aud", audience).judge();
    assert_eq!(judged, Err(Fault::WrongAudience));
}

#[test]
fn any_of_the_tokens_audiences_may_be_any_of_ours() {
    let expected = Expectations::new(ISSUER, ["https://first.example", "https://second.example"]);
    let judge = |audience: Value| {
        let token = Mint::new(Kind::Ed).claim("aud", audience).token();
        verify(&token, &Kind::Ed.key_set(), &expected, now())
    };
    judge(json!("https://second.example")).expect("a good token");
    let claims = judge(json!(["a", "https://first.example"])).expect("a good token");
    assert_eq!(claims.audiences(), ["a", "https://first.example"]);
    assert_eq!(judge(json!("https://third.example")), Err(Fault::WrongAudience));
}

#[test]
fn nobody_is_the_audience_if_none_is_expected() {
    let expected = Expectations::new(ISSUER, [""; 0]);
    let judged = verify(&Mint::new(Kind::Ed).token(), &Kind::Ed.key_set(), &expected, now());
    assert_eq!(judged, Err(Fault::WrongAudience));
}

#[rstest]
#[case("")]
#[case(" ")]
#[case("ada ")]
#[case(" ada")]
#[case("ada lovelace")]
#[case("ada\0x")]
#[case("ada\n")]
#[case("ada\u{7f}")]
#[case("adä")]
#[case("аda")]
#[case("ada\u{200b}")]
#[case(&"a".repeat(256))]
fn a_subject_is_printable_ascii_without_a_space(#[case] subject: &str) {
    assert_eq!(Subject::parse(subject), Err(BadSubject));
    let judged = Mint::new(Kind::Ed).claim("sub", subject.into()).judge();
    assert_eq!(judged, Err(Fault::BadSubject));
}

#[rstest]
#[case("a")]
#[case("auth0|507f1f77bcf86cd799439011")]
#[case("!~\"'\\")]
#[case(&"a".repeat(255))]
fn a_subject_may_be_any_such_text(#[case] subject: &str) {
    let claims = Mint::new(Kind::Ed).claim("sub", subject.into()).judge().expect("a good token");
    assert_eq!(claims.subject().as_str(), subject);
    assert_eq!(claims.subject().to_string(), subject);
    assert_eq!(serde_json::to_value(claims.subject()).expect("JSON"), json!(subject));
}

#[test]
fn further_claims_are_there_and_change_nothing() {
    let extra = json!({ "a": [1, null, true, "s"] });
    let claims = Mint::new(Kind::Ed)
        .claim("email", "ada@example.com".into())
        .claim("x", extra.clone())
        .claim("y", json!(1.5))
        .claim("z", Value::Null)
        .claim("nbf", json!(NOW - 1))
        .judge()
        .expect("a good token");
    assert_eq!(claims.issuer(), ISSUER);
    assert_eq!(claims.audiences(), [AUDIENCE]);
    assert_eq!(claims.expires_at(), (NOW + 900) as f64);
    assert_eq!(claims.not_before(), Some((NOW - 1) as f64));
    assert_eq!(claims.issued_at(), Some(NOW as f64));
    assert_eq!(claims.member("email"), Some(&json!("ada@example.com")));
    assert_eq!(claims.member("x"), Some(&extra));
    assert_eq!(claims.member("z"), Some(&Value::Null));
    assert_eq!(claims.member("phone"), None);
}
