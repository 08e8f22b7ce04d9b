//! Whose an e-mail address is.

use crate::{
    case::{Case, Cases, replay, replay_given},
    given::{Given, session},
    people::{ADA, Person, SOMEBODY},
};

pub const VERIFIER: Person = Person {
    id: "wBjB4daKTe8epL4ogoI49GsWaPtdFBws",
    email: "ev@example.com",
    since: Some("2026-11-22T17:57:24.956Z"),
    ..SOMEBODY
};

const VERIFIED: Person = Person { verified: true, ..VERIFIER };

const SECOND: Person =
    Person { id: "oOkw5v7LwapK8GZYn7dKx1emPspoIKLi", email: "ev2@example.com", ..VERIFIER };

pub fn cases() -> Vec<Case> {
    let sent = replay_given(
        [
            "send-verification-01-unauth-known",
            "send-verification-02-unauth-unknown",
            "send-verification-03-session-mismatch",
            "send-verification-04-session-ok",
            "send-verification-05-bad-email",
            "send-verification-06-callback-untrusted",
        ],
        || signed_in(VERIFIER),
    );
    let already = replay_given(["send-verification-07-already-verified"], || signed_in(VERIFIED));
    let first = replay_given(
        [
            "verify-email-01-ok-callback",
            "verify-email-23-callback-untrusted",
            "verify-email-27-wrong-secret",
            "verify-email-28-user-id-mismatch",
        ],
        || [VERIFIER.into()],
    );
    let again = replay_given(["verify-email-02-again-already"], || [VERIFIED.into()]);
    let second = replay_given(["verify-email-03-ok-json"], || [SECOND.into()]);
    let expired =
        replay_given(["verify-email-24-expired", "verify-email-25-expired-callback"], || {
            [VERIFIER.into()]
        })
        .at("2026-11-22T17:57:26Z");
    let nobody = replay([
        "verify-email-20-invalid",
        "verify-email-21-invalid-callback",
        "verify-email-22-missing-token",
        "verify-email-26-unknown-user",
    ]);
    let all = [sent, already, first, again, second, expired, nobody].into_iter().flatten();
    all.collect::<Vec<_>>().needing("OWNLY_MAIL")
}

fn signed_in(as_: Person) -> [Given; 3] {
    [ADA.into(), as_.into(), session("F6lX9v4MxKPdKZDRbmzGwyBcTodeFa5i", as_).into()]
}
