//! Tokens and the keys they are signed with.

use chrono::TimeDelta;

use crate::{
    case::{Case, Cases, not_applicable, replay, replay_given},
    given::{Given, session},
    keys::{Key, SealedWith},
    people::{Person, SOMEBODY},
};

use super::{Variant, rotation};

pub const J: Person = Person { email: "j@example.com", ..SOMEBODY };

const SETTING: &str = "signing with keys that are not Ed25519";

pub fn variants() -> Vec<Variant> {
    vec![
        Variant::new(
            "jwt-EdDSA",
            |_| {},
            issued(["jwt-EdDSA-token", "jwt-EdDSA-jwks"], "WfiyDJVVdRoXt531cX0CfTubbBguSrAx"),
        ),
        Variant::new(
            "jwt-ES256",
            |_| {},
            signed_by(
                "ES256",
                ["jwt-ES256-token"],
                ["jwt-ES256-jwks"],
                "Wgdo8mE01qUx4YqD2xXW7YgNyil7oSXG",
            )
            .awaiting(SETTING),
        ),
        Variant::new(
            "jwt-ES512",
            |_| {},
            not_applicable(
                "ES512 is on no list of algorithms here",
                ["jwt-ES512-token", "jwt-ES512-jwks"],
            ),
        ),
        Variant::new(
            "jwt-PS256",
            |_| {},
            signed_by(
                "PS256",
                ["jwt-PS256-token"],
                ["jwt-PS256-jwks"],
                "zUkZfoa3zIydC8DDwBJxg15iCr3aJhZ9",
            )
            .awaiting(SETTING),
        ),
        Variant::new(
            "jwt-RS256",
            |_| {},
            signed_by(
                "RS256",
                ["jwt-RS256-token"],
                ["jwt-RS256-jwks"],
                "HJXSAV76tKfZyoy8Xf8uPrdMlnWWK2MB",
            )
            .awaiting(SETTING),
        ),
        Variant::new(
            "jwt-alg-changed",
            |_| {},
            signed_by("EdDSA", ["jwt-alg-changed-token"], [], "PhPZOPxN57jIL4XoJIeg9buXxJ1O6Orx"),
        ),
        Variant::new("jwt-custom", |_| {}, custom()),
        Variant::new(
            "jwt-expiry-number",
            |_| {},
            not_applicable(
                "tokens last for OWNLY_JWT_EXPIRES_IN; there is no day on which they all end",
                ["jwt-expiry-number-token"],
            ),
        ),
        Variant::new("jwt-legacy-row", |_| {}, legacy()),
        Variant::new("jwt-rotation", |_| {}, rotation::cases()),
        Variant::new("jwt-rotation-off-but-expired-row", |_| {}, expired()),
        Variant::new("jwt-wrong-secret", |_| {}, wrong_secret()),
    ]
}

fn issued<const N: usize>(names: [&'static str; N], token: &'static str) -> Vec<Case> {
    replay_given(names, || signed_in(token))
}

/// There is a key of this algorithm, and none of any other.
fn signed_by<const N: usize>(
    alg: &'static str,
    token: [&'static str; 1],
    then: [&'static str; N],
    session: &'static str,
) -> Vec<Case> {
    let key = Key {
        alg: Some(alg),
        age: TimeDelta::days(1),
        expires_in: None,
        sealed: SealedWith::OurSecret,
    };
    let token = replay_given(token, || {
        let [user, session] = signed_in(session);
        [key.into(), user, session]
    });
    token.into_iter().chain(replay(then).following()).collect()
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
    let key =
        Key { alg: None, age: TimeDelta::days(1), expires_in: None, sealed: SealedWith::OurSecret };
    let token = "d7Us6E3nUHEtQq5GShuVTh4XzTP6ItQV";
    let first = replay_given(["jwt-legacy-01-jwks-null-alg"], || [key.into()]);
    let second = replay_given(["jwt-legacy-02-token"], || signed_in(token)).following();
    [first, second].into_iter().flatten().collect()
}

/// A key that is past its end, and past the time that it is published after that.
fn expired() -> Vec<Case> {
    let key = Key {
        alg: Some("EdDSA"),
        age: TimeDelta::days(40),
        expires_in: Some(TimeDelta::days(-31)),
        sealed: SealedWith::OurSecret,
    };
    let token = "wuwllF546fCzJeOhDgRafpGDrJVBFzbm";
    let first = replay_given(["jwt-expired-01-jwks-when-all-keys-beyond-grace"], || [key.into()])
        .differ("no-empty-set", [["body.keys", "0 items", "1 items"]]);
    let second = replay_given(["jwt-expired-02-token"], || signed_in(token)).following();
    let third = replay(["jwt-expired-03-jwks"]).following();
    [first, second, third].into_iter().flatten().collect()
}

/// A key that another secret has sealed.
fn wrong_secret() -> Vec<Case> {
    let key = Key {
        alg: Some("EdDSA"),
        age: TimeDelta::days(1),
        expires_in: None,
        sealed: SealedWith::AnotherSecret,
    };
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
