use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use ownly_token::{Claims, DEFAULT_LEEWAY, Expectations, Fault, verify};
use rstest::rstest;
use serde_json::{Value, json};

use crate::mint::{Kind, Mint, NOW, expected, now};

const WEEK: i64 = 7 * 24 * 60 * 60;

fn judge(leeway: u64, name: &str, value: Value) -> Result<Claims, Fault> {
    let expected = Expectations { leeway: Duration::from_secs(leeway), ..expected() };
    let token = Mint::new(Kind::Hs).claim(name, value).token();
    verify(&token, &Kind::Hs.key_set(), &expected, now())
}

#[rstest]
#[case::just_over(0, json!(NOW), Err(Fault::Expired))]
#[case::still_good(0, json!(NOW as f64 + 0.5), Ok(()))]
#[case::over_by_the_leeway(30, json!(NOW - 30), Err(Fault::Expired))]
#[case::over_by_less(30, json!(NOW - 29), Ok(()))]
#[case::over_by_half_a_second_less(30, json!(NOW as f64 - 29.5), Ok(()))]
#[case::long_over(30, json!(NOW - 3600), Err(Fault::Expired))]
#[case::never_good(30, json!(0), Err(Fault::Expired))]
#[case::a_week(30, json!(NOW + WEEK), Ok(()))]
#[case::a_week_and_the_leeway(30, json!(NOW + WEEK + 30), Ok(()))]
#[case::more_than_that(30, json!(NOW + WEEK + 31), Err(Fault::LivesTooLong))]
#[case::in_milliseconds(30, json!((NOW + 900) * 1000), Err(Fault::LivesTooLong))]
#[case::two_to_the_63(30, json!(i64::MAX), Err(Fault::LivesTooLong))]
#[case::two_to_the_64(30, json!(18_446_744_073_709_551_616.0), Err(Fault::LivesTooLong))]
#[case::the_largest(30, json!(f64::MAX), Err(Fault::LivesTooLong))]
fn exp_ends_a_token_that_does_not_live_too_long(
    #[case] leeway: u64,
    #[case] exp: Value,
    #[case] judged: Result<(), Fault>,
) {
    assert_eq!(judge(leeway, "exp", exp).map(drop), judged);
}

#[rstest]
#[case(0, NOW, Ok(()))]
#[case(0, NOW + 1, Err(()))]
#[case(30, NOW + 30, Ok(()))]
#[case(30, NOW + 31, Err(()))]
#[case(30, NOW + 3600, Err(()))]
#[case(30, i64::MAX, Err(()))]
#[case(30, 0, Ok(()))]
fn nbf_and_iat_lie_behind(#[case] leeway: u64, #[case] time: i64, #[case] judged: Result<(), ()>) {
    let of = |fault| judged.map_err(|()| fault);
    assert_eq!(judge(leeway, "nbf", time.into()).map(drop), of(Fault::NotYetValid));
    assert_eq!(judge(leeway, "iat", time.into()).map(drop), of(Fault::IssuedInFuture));
}

#[rstest]
fn no_time_is_negative(
    #[values("exp", "nbf", "iat")] name: &'static str,
    #[values(json!(-1), json!(-0.5), json!(i64::MIN), json!(f64::MIN))] value: Value,
) {
    assert_eq!(judge(30, name, value).map(drop), Err(Fault::NegativeTime { name }));
}

#[test]
fn nbf_and_iat_are_optional() {
    Mint::new(Kind::Hs).without_claim("iat").judge().expect("a good token");
}

#[test]
fn no_leeway_is_larger_than_a_minute() {
    assert_eq!(judge(3600, "exp", (NOW - 60).into()).map(drop), Err(Fault::Expired));
    assert_eq!(judge(u64::MAX, "nbf", (NOW + 61).into()).map(drop), Err(Fault::NotYetValid));
    judge(3600, "exp", (NOW - 59).into()).expect("a good token");
}

#[test]
fn the_leeway_is_30_seconds_if_nobody_says_otherwise() {
    assert_eq!(expected().leeway, Duration::from_secs(30));
    assert_eq!(DEFAULT_LEEWAY, Duration::from_secs(30));
}

#[test]
fn expired_means_that_nothing_else_is_wrong() {
    let expired = || Mint::new(Kind::Hs).claim("exp", (NOW - 900).into());
    assert!(expired().judge().is_err_and(|fault| fault.is_expired()));
    let others = [
        expired().claim("iss", "https://evil.example".into()),
        expired().claim("aud", "https://evil.example".into()),
        expired().claim("iat", (NOW + 3600).into()),
        expired().claim("sub", "".into()),
    ];
    for mint in others {
        assert!(mint.judge().is_err_and(|fault| !fault.is_expired()));
    }
}

#[rstest]
#[case(DateTime::<Utc>::MIN_UTC, Fault::IssuedInFuture)]
#[case(DateTime::<Utc>::UNIX_EPOCH, Fault::IssuedInFuture)]
#[case(DateTime::<Utc>::MAX_UTC, Fault::Expired)]
fn any_time_can_be_now(#[case] now: DateTime<Utc>, #[case] fault: Fault) {
    let judged = verify(&Mint::new(Kind::Hs).token(), &Kind::Hs.key_set(), &expected(), now);
    assert_eq!(judged, Err(fault));
}

#[test]
fn verified_claims_can_be_asked_again_later() {
    let claims = Mint::new(Kind::Hs).judge().expect("a good token");
    let later = |seconds| claims.check_times(DEFAULT_LEEWAY, now() + TimeDelta::seconds(seconds));
    assert_eq!(later(929), Ok(()));
    assert_eq!(later(930), Err(Fault::Expired));
    assert_eq!(later(-31), Err(Fault::IssuedInFuture));
}
