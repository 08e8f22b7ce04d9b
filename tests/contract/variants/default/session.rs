//! Who is asking: cookies, bearer tokens, and how long they are good for.

use chrono::TimeDelta;

use crate::{
    case::{Case, replay_given},
    given::{Given, session},
    people::{ADA, Person, SOMEBODY},
};

const IMG: Person = Person {
    id: "2TrDjoI1xQlSEJi0yHajngbeBMkC9Ffg",
    name: "Img",
    email: "img@example.com",
    image: Some("https://cdn.example.com/a.png"),
    since: Some("2026-11-22T17:57:07.451Z"),
    ..SOMEBODY
};

const Z: Person = Person {
    id: "X6NW1DqSnh5qdeBVhwrBQb3SjBX8nYzg",
    name: "z",
    email: "q@example.com",
    since: Some("2026-11-22T18:53:05.689Z"),
    changed: Some("2026-11-22T18:53:06.070Z"),
    ..SOMEBODY
};

pub fn cases() -> Vec<Case> {
    let hers = replay_given(
        [
            "session-01-cookie",
            "session-02-none",
            "session-03-bearer-raw-token",
            "session-04-bearer-signed-token",
            "session-05-bearer-signed-urlencoded",
            "session-06-bearer-lower-case-scheme",
            "session-07-bearer-unknown-token",
            "session-08-bearer-bad-signature",
            "session-09-basic-auth-ignored",
            "session-10-cookie-tampered-signature",
            "session-11-cookie-unsigned",
            "session-12-cookie-not-urlencoded",
            "session-13-cookie-wrong-secret",
            "session-14-cookie-signed-unknown-token",
            "session-15-secure-prefixed-cookie-on-http",
            "session-16-disable-cookie-cache",
            "session-17-disable-refresh",
            "session-18-post-405",
            "session-19-post-no-origin",
            "session-20-stale-session-data-cookie",
            "session-22-duplicate-cookie-first-wins",
            "session-23-bad-query",
            "session-24-cross-origin-get",
            "session-41-post-anonymous-405",
            "session-42-bearer-empty",
            "session-43-double-equals-signature",
            "session-44-quoted-cookie",
            "token-01-cookie",
            "token-02-bearer",
            "token-03-none",
            "token-04-method-post",
            "token-05-signed-unknown-session",
        ],
        || [ADA.into(), session("qCWBljfnQaZiO6HQBulr3vM2VpsALsHx", ADA).into()],
    );
    let two = replay_given(["session-21-bearer-beats-cookie"], || {
        [
            ADA.into(),
            session("qCWBljfnQaZiO6HQBulr3vM2VpsALsHx", ADA).into(),
            IMG.into(),
            session("alTo1DYmpwMz0IuVMVl3s4IXyIs8Sh94", IMG).into(),
        ]
    });
    let z = replay_given(
        ["session-47-bearer-base64url-signature", "session-48-repeated-query"],
        || [Z.into(), session("oSyp3Kwr4j44veVsyCDqm5OZ00NyTPpv", Z).into()],
    );
    [hers, two, z, lifetime()].into_iter().flatten().collect()
}

fn lifetime() -> Vec<Case> {
    let expired =
        replay_given(["session-30-expired", "session-31-expired-protected-endpoint"], || {
            [
                ADA.into(),
                session("f6cwCB4kc4z7XcnbcUsaPH65eEJ05HRX", ADA)
                    .expires_in(TimeDelta::seconds(-60))
                    .into(),
                session("iKrWO7OHIpMgOrseklsQs53yVEHwy6Hg", ADA)
                    .expires_in(TimeDelta::seconds(-60))
                    .into(),
            ]
        });
    let due = replay_given(
        [
            "session-32-refresh-due",
            "session-34-refresh-due-disabled-by-query",
            "session-35-refresh-due-bearer",
            "session-36-refresh-due-on-token-endpoint",
        ],
        || hers_for(TimeDelta::days(5)),
    );
    let not_due = replay_given(["session-33-refresh-not-due"], || {
        hers_for(TimeDelta::days(6) + TimeDelta::minutes(1))
    });
    let short = replay_given(
        ["session-37-dont-remember-no-refresh", "session-38-dont-remember-cookie-lost-refreshes"],
        || {
            [
                ADA.into(),
                session("xkml6XnHBX50FzjnkGBwFgVcICtDa8K0", ADA)
                    .expires_in(TimeDelta::days(1))
                    .into(),
            ]
        },
    );
    let orphan = replay_given(["session-40-user-row-missing"], || {
        [Given::Orphan(session("hXmhnIrjoIWQ9CqHIjbL8ElaHHXlr0Po", SOMEBODY))]
    });
    [expired, due, not_due, short, orphan].into_iter().flatten().collect()
}

fn hers_for(remaining: TimeDelta) -> [Given; 2] {
    [ADA.into(), session("NEVMcPPUFZxbygU3GXMN8qGiiPNr9Xln", ADA).expires_in(remaining).into()]
}
