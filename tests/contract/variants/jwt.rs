//! Tokens and the keys they are signed with.

use chrono::TimeDelta;

use crate::{
    case::{Case, Cases, not_applicable, replay, replay_given},
    given::{Given, session},
    keys::{KEY, Key, SealedWith},
    people::{Person, SOMEBODY},
};

use super::{Variant, rotation};

pub const J: Person = Person { email: "j@example.com", ..SOMEBODY };

pub fn variants() -> Vec<Variant> {
    vec![
        Variant::as_is("jwt-custom", custom()),
        Variant::as_is(
            "jwt-expiry-number",
            not_applicable(
                "tokens last for OWNLY_JWT_EXPIRES_IN; there is no day on which they all end",
                ["jwt-expiry-number-token"],
            ),
        ),
        Variant::as_is("jwt-legacy-row", legacy()),
        Variant::as_is("jwt-rotation", rotation::cases()),
        Variant::as_is("jwt-rotation-off-but-expired-row", expired()),
        Variant::as_is("jwt-wrong-secret", wrong_secret()),
    ]
}

pub fn signed_in(token: &'static str) -> [Given; 2] {
    [J.into(), session(token, J).into()]
}

fn custom() -> Vec<Case> {
    not_applicable(
        "what a token says and where the keys are published cannot be changed",
        [
            "jwt-custom-get-session-no-header",
            "jwt-custom-jwks",
            "jwt-custom-old-jwks",
            "jwt-custom-token",
        ],
    )
}

/// A row as older versions made it, without `alg` and `crv`.
fn legacy() -> Vec<Case> {
    let key = Key { alg: None, ..KEY };
    let token = "d7Us6E3nUHEtQq5GShuVTh4XzTP6ItQV";
    let first = replay_given(["jwt-legacy-01-jwks-null-alg"], || [key.into()]);
    let second = replay_given(["jwt-legacy-02-token"], || signed_in(token)).following();
    [first, second].into_iter().flatten().collect()
}

/// A key that is past its end, and past the time that it is published after that.
fn expired() -> Vec<Case> {
    let key = Key { age: TimeDelta::days(40), expires_in: Some(TimeDelta::days(-31)), ..KEY };
    let token = "wuwllF546fCzJeOhDgRafpGDrJVBFzbm";
    let first = replay_given(["jwt-expired-01-jwks-when-all-keys-beyond-grace"], || [key.into()]);
    let second = replay_given(["jwt-expired-02-token"], || signed_in(token)).following();
    let third = replay(["jwt-expired-03-jwks"]).following();
    [first, second, third].into_iter().flatten().collect()
}

/// A key that another secret has sealed.
fn wrong_secret() -> Vec<Case> {
    let key = Key { sealed: SealedWith::AnotherSecret, ..KEY };
    let token = "Aa22KmEAibnmRDCMEP0Ho8zyOU5rBexE";
    let first = replay_given(["jwt-wrong-secret-01-token"], || {
        let [user, session] = signed_in(token);
        [key.into(), user, session]
    });
    let second = replay(["jwt-wrong-secret-02-get-session"]).following();
    let both = [first, second].into_iter().flatten().collect::<Vec<_>>();
    let body =
        r#"{"code":"INTERNAL_ERROR","message":"Something went wrong here.","requestId":"<id>"}"#;
    both.differ(
        "own-faults",
        [["header content-type", "absent", "application/json"], ["body", "", body]],
    )
}
