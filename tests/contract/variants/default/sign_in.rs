//! Signing in and out.

use crate::{
    case::{Case, Cases, replay, replay_given},
    given::session,
    people::{ADA, Person, SOMEBODY},
};

const NFKC: Person = Person {
    id: "ZEABBcR1IacuaBfHgTq48wMaTRsP2S1n",
    name: "N",
    email: "nfkc@example.com",
    since: Some("2026-11-22T18:40:08.285Z"),
    password: "p\u{e4}ssw\u{f6}rd-\u{fb01}",
    ..SOMEBODY
};

const Q: Person = Person {
    id: "rnTRIWFdQl1P6LbFq46Nw772U02Y9Nf2",
    name: "Q",
    email: "q@example.com",
    since: Some("2026-11-22T18:44:58.224Z"),
    password: "another horse",
    ..SOMEBODY
};

const Q_LATER: Person = Person {
    id: "X6NW1DqSnh5qdeBVhwrBQb3SjBX8nYzg",
    since: Some("2026-11-22T18:53:05.689Z"),
    password: "correct horse",
    ..Q
};

pub fn cases() -> Vec<Case> {
    let hers = replay_given(
        [
            "signin-01-ok",
            "signin-02-remember-false",
            "signin-03-remember-true",
            "signin-04-callback-url",
            "signin-05-form-urlencoded",
            "signin-06-upper-case-email",
            "signin-07-with-dont-remember-cookie-now-remember",
            "signin-08-with-dont-remember-cookie-default",
            "signin-20-wrong-password",
            "signin-21-unknown-user",
            "signin-22-bad-email",
            "signin-23-short-wrong-password",
            "signin-24-too-long-password",
            "signin-25-missing-email",
            "signin-26-missing-password",
            "signin-27-empty-password",
            "signin-28-remember-wrong-type",
            "signin-29-no-body",
            "signin-30-form-remember",
            "signin-31-callback-untrusted",
            "signin-32-cookie-no-origin",
            "signin-33-cookie-bad-origin",
            "signin-36-extra-fields",
            "session-25-xff",
            "session-26-xff-list",
        ],
        || [ADA.into(), session("Yn4chtNccWIIRoCTWJRRh6GdufFHSHYv", ADA).into()],
    );
    let nfkc =
        replay_given(["signin-40-nfkc-equivalent-password", "signin-41-email-with-space"], || {
            [NFKC.into()]
        });
    let q = replay_given(["signin-42-empty-callback"], || [Q.into()]);
    let later = replay_given(["signin-43-vendor-json", "signin-44-json-upper-case-type"], || {
        [Q_LATER.into()]
    });
    let social = replay(["signin-34-social-no-provider", "signin-35-social-bad-provider"])
        .needing("OWNLY_RATE_LIMIT");
    [hers, nfkc, q, later, social, sign_out()].into_iter().flatten().collect()
}

fn sign_out() -> Vec<Case> {
    let signed_in =
        replay_given(["signout-01-no-origin", "signout-02-ok", "signout-07-bearer"], || {
            [
                ADA.into(),
                session("1UC991m8sjFXi37deRIilKJPw22LTESQ", ADA).into(),
                session("CL19iS6eIGGhqOpNcjPstWD0kRrcM2UY", ADA).into(),
            ]
        });
    let signed_out = replay([
        "signout-03-again",
        "signout-04-no-session",
        "signout-05-no-body",
        "signout-06-get",
        "signout-08-callback-untrusted",
    ]);
    [signed_in, signed_out].into_iter().flatten().collect()
}
