use chrono::{DateTime, TimeDelta, Utc};
use ownly_token::{Claims, Fault, Revocation, RevocationList, Sid, verify};
use rstest::rstest;
use serde_json::{Value, json};

use crate::mint::{Kind, Mint, NOW, expected, now};

fn claims(sid: Value, iat: Value) -> Claims {
    let mut mint = Mint::new(Kind::Hs).claim("sub", json!("ada")).claim("iat", iat);
    if !sid.is_null() {
        mint = mint.claim("sid", sid);
    }
    verify(&mint.token(), &Kind::Hs.key_set(), &expected(), now()).expect("a good token")
}

fn of(subject: &str, session: Option<&str>, at: DateTime<Utc>) -> Revocation {
    Revocation { subject: subject.to_owned(), sid: session.map(Sid::of), at }
}

fn list(revocations: &[Revocation]) -> RevocationList {
    let mut list = RevocationList::default();
    revocations.iter().for_each(|revocation| list.insert(revocation));
    list
}

fn sid(session: &str) -> Value {
    json!(Sid::of(session).to_string())
}

#[test]
fn a_token_that_names_its_session_goes_with_that_one_whatever_the_clocks_say() {
    let list = list(&[of("ada", Some("one"), now()), of("ada", None, now())]);
    for iat in [NOW - 60, NOW, NOW + 20] {
        let judged = |session: &str| list.check(&claims(sid(session), json!(iat)));
        assert_eq!(judged("one"), Err(Fault::Revoked));
        assert_eq!(judged("two"), Ok(()));
    }
    assert_eq!(list.is_over(Sid::of("one")), Some(true));
    assert_eq!(list.is_over(Sid::of("two")), Some(false));
}

/// The time of the revocation has a fraction, that of a token has none, and may have one.
#[rstest]
#[case(json!(NOW - 1), Err(Fault::Revoked))]
#[case(json!(NOW), Err(Fault::Revoked))]
#[case(json!(NOW as f64 + 0.999), Err(Fault::Revoked))]
#[case(json!(NOW + 1), Ok(()))]
fn one_that_names_none_is_over_if_it_was_issued_in_that_second_or_before(
    #[case] iat: Value,
    #[case] judged: Result<(), Fault>,
    #[values(None, Some("one"))] session: Option<&str>,
    // A name of somebody else's making is none.
    #[values(json!(null), json!("theirs"), json!(7), json!("AAAA"))] sid: Value,
) {
    let at = now() + TimeDelta::milliseconds(500);
    let earlier = of("ada", session, at - TimeDelta::seconds(30));
    let list = list(&[of("ada", session, at), earlier]);
    assert_eq!(list.check(&claims(sid, iat)), judged);
}

#[test]
fn without_a_time_it_may_be_as_old_as_any() {
    let token = Mint::new(Kind::Hs).without_claim("iat").claim("sub", json!("ada")).token();
    let claims = verify(&token, &Kind::Hs.key_set(), &expected(), now()).unwrap();
    assert_eq!(claims.issued_at(), None);
    assert_eq!(list(&[of("ada", None, now())]).check(&claims), Err(Fault::Revoked));
    assert_eq!(list(&[of("eve", None, now())]).check(&claims), Ok(()));
}

#[test]
fn someone_elses_are_not_concerned() {
    let list = list(&[of("eve", Some("one"), now()), of("eve", None, now())]);
    for sid in [json!(null), sid("two")] {
        assert_eq!(list.check(&claims(sid, json!(NOW))), Ok(()));
    }
}

#[test]
fn where_the_list_cannot_hold_everything_all_goes_that_was_issued_until_then() {
    let mut list = list(&[of("ada", Some("one"), now())]);
    list.insert_everything(now());
    list.insert_everything(now() - TimeDelta::seconds(9));
    for sid in [json!(null), sid("two")] {
        assert_eq!(list.check(&claims(sid, json!(NOW))), Err(Fault::Revoked));
    }
    assert_eq!(list.check(&claims(sid("two"), json!(NOW + 1))), Ok(()));
    assert_eq!(list.check(&claims(sid("one"), json!(NOW + 1))), Err(Fault::Revoked));
    assert_eq!(list.is_over(Sid::of("one")), Some(true));
    assert_eq!(list.is_over(Sid::of("two")), None);
}

#[test]
fn the_name_of_a_session_is_a_hash_of_its_id() {
    let id = "kCWc3lmJXJr6rcPQLmfmrYnZLsDXY9nC";
    let name = Sid::of(id).to_string();
    // printf %s "$id" | openssl dgst -sha256 -binary | head -c 16 | basenc --base64url
    assert_eq!(name, "w6vdLBPq6EyeCGNDhLjnXQ");
    assert_eq!(Sid::parse(&name), Some(Sid::of(id)));
    for text in ["", id, "w6vdLBPq6EyeCGNDhLjnXQ==", &name[1..]] {
        assert_eq!(Sid::parse(text), None, "{text}");
    }
}
