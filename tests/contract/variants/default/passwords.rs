//! Passwords of those who are signed in.

use crate::{
    case::{Case, replay, replay_given},
    given::{Given, session},
    people::{Person, SOMEBODY},
};

const CHANGER: Person = Person {
    id: "otKLGK83RCLqmVNRiGttai72sW6aLyjn",
    email: "cp@example.com",
    since: Some("2026-11-22T17:57:20.533Z"),
    ..SOMEBODY
};

const CHANGED: Person = Person { password: "another horse", ..CHANGER };

const Q: Person = Person {
    id: "rnTRIWFdQl1P6LbFq46Nw772U02Y9Nf2",
    name: "Q",
    email: "q@example.com",
    since: Some("2026-11-22T18:44:58.224Z"),
    ..SOMEBODY
};

pub fn cases() -> Vec<Case> {
    let nobody = replay([
        "change-password-24-none",
        "change-password-03-old-session-dead",
        "verify-password-03-none",
    ]);
    let first = replay_given(["change-password-01-ok-keep"], || {
        [CHANGER.into(), session("ddu4Af5RHRkatIn28sEiBAw1MB1Jy2no", CHANGER).into()]
    });
    let second = replay_given(["change-password-02-ok-revoke"], || {
        [
            CHANGED.into(),
            session("ddu4Af5RHRkatIn28sEiBAw1MB1Jy2no", CHANGED).into(),
            session("1j7SZIbQwXASt41vml1NaDp4ihMEEN20", CHANGED).into(),
        ]
    });
    let short = replay_given(["change-password-04-revoke-on-dont-remember"], || {
        [Q.into(), session("Eva3g4YrAoWJDGiOmSQI3of1ByRn1wUJ", Q).into()]
    });
    let none = replay_given(["change-password-26-no-credential"], || {
        [
            Given::WithoutPassword(CHANGER),
            session("sYWnIH8HLcVufpvc1C0qD5aRa0z1IDLt", CHANGER).into(),
        ]
    });
    let theirs = replay_given(
        [
            "change-password-20-wrong-current",
            "change-password-21-short",
            "change-password-22-long",
            "change-password-23-missing",
            "change-password-25-same-password",
            "set-password-01-http-404",
        ],
        || [CHANGER.into(), session("sYWnIH8HLcVufpvc1C0qD5aRa0z1IDLt", CHANGER).into()],
    );
    let verified = replay_given(
        [
            "verify-password-01-ok",
            "verify-password-02-wrong",
            "verify-password-04-missing",
            "verify-password-05-long",
        ],
        || [SOMEBODY.into(), session("IHaO42sSPq9i7ZO5zo7dAGB6dOhJ9ChQ", SOMEBODY).into()],
    );
    [nobody, first, second, short, none, theirs, verified].into_iter().flatten().collect()
}
