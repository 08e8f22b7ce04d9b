//! The devices page: listing sessions and ending them.

use chrono::TimeDelta;

use crate::{
    case::{Case, replay, replay_given},
    given::{Given, session},
    people::{Person, SOMEBODY, SOMEBODY_ELSE},
};

const IMG: Person = Person {
    id: "2TrDjoI1xQlSEJi0yHajngbeBMkC9Ffg",
    name: "Img",
    email: "img@example.com",
    image: Some("https://cdn.example.com/a.png"),
    since: Some("2026-11-22T17:57:07.451Z"),
    ..SOMEBODY
};

pub fn cases() -> Vec<Case> {
    let listed = replay_given(["list-sessions-01"], || {
        [
            IMG.into(),
            session("iyqrUl6usdM4EYxYBdkxKrGmVhdbrM4A", IMG).aged(TimeDelta::seconds(11)).into(),
            session("alTo1DYmpwMz0IuVMVl3s4IXyIs8Sh94", IMG).aged(TimeDelta::seconds(2)).into(),
            session("66NV4vpCwoL9hzdLhg2ERBB2FA8IJPdY", IMG).into(),
        ]
    });
    let nobody = replay([
        "list-sessions-02-none",
        "revoke-session-05-none",
        "revoke-session-06-none-and-invalid-body",
        "revoke-sessions-02-none",
        "revoke-other-sessions-03-none",
    ]);
    let stale = replay_given(["list-sessions-03-not-fresh"], || {
        [
            SOMEBODY.into(),
            session("ERf3kyBCqcSJCwEWzfuUitZBa32txbva", SOMEBODY).aged(TimeDelta::days(2)).into(),
        ]
    });
    let own = replay_given(["revoke-session-07-own"], || {
        [SOMEBODY.into(), session("ERf3kyBCqcSJCwEWzfuUitZBa32txbva", SOMEBODY).into()]
    });
    let several = replay_given(
        [
            "revoke-session-01-other",
            "revoke-session-02-already-gone",
            "revoke-session-03-foreign-users-token",
            "revoke-session-04-missing-token",
            "revoke-sessions-01",
            "revoke-sessions-03-cookie-no-origin",
            "revoke-sessions-04-bearer-no-origin",
            "revoke-other-sessions-01",
            "revoke-other-sessions-02-no-body",
        ],
        several,
    );
    [listed, nobody, stale, own, several].into_iter().flatten().collect()
}

fn several() -> [Given; 5] {
    [
        SOMEBODY.into(),
        session("mUDiHPF5eGuZReKZATwKM8fDezqQZl8f", SOMEBODY).into(),
        session("pLVACQDTqw6BkOuMolRZHEw6eg9o7ND2", SOMEBODY).into(),
        SOMEBODY_ELSE.into(),
        session("eCte56rnB9m7V1xDHC1MBXGUhU7muvLg", SOMEBODY_ELSE).into(),
    ]
}
