//! A new password by mail.

use chrono::TimeDelta;

use crate::{
    case::{Case, Cases, replay_given},
    given::Given,
    people::{Person, SOMEBODY},
};

const FORGETFUL: Person = Person {
    id: "AkpOL1aUm8gMXWQPNadoy9t5IHLAz9tG",
    email: "pr@example.com",
    since: Some("2026-11-22T17:57:24.022Z"),
    ..SOMEBODY
};

const NEW: Person = Person { password: "brand new horse", ..FORGETFUL };

pub fn cases() -> Vec<Case> {
    let asked = replay_given(
        [
            "request-reset-01-ok",
            "request-reset-02-unknown",
            "request-reset-03-redirect-untrusted",
            "request-reset-04-bad-email",
            "request-reset-05-missing",
            "request-reset-06-old-path",
            "request-reset-07-no-redirect",
        ],
        || [FORGETFUL.into()],
    );
    let link = replay_given(
        [
            "reset-callback-01-ok",
            "reset-callback-02-invalid-token",
            "reset-callback-03-no-callback",
            "reset-callback-04-empty-callback",
            "reset-callback-05-untrusted",
            "reset-callback-06-absolute",
            "reset-callback-07-repeated-query",
        ],
        || given(TimeDelta::hours(1)),
    );
    let used =
        replay_given(["reset-password-02-reuse", "reset-password-03-signin-new"], || [NEW.into()]);
    let expired = replay_given(["reset-password-25-expired"], || given(TimeDelta::seconds(-60)));
    let reset = replay_given(
        [
            "reset-password-01-ok",
            "reset-password-04-token-in-query",
            "reset-password-20-short",
            "reset-password-21-long",
            "reset-password-22-no-token",
            "reset-password-23-invalid-token",
            "reset-password-24-missing-new",
        ],
        || given(TimeDelta::hours(1)),
    );
    let all = [asked, link, used, expired, reset].into_iter().flatten();
    all.collect::<Vec<_>>().needing("OWNLY_MAIL")
}

fn given(expires_in: TimeDelta) -> [Given; 4] {
    let row = |identifier| Given::Verification { identifier, value: FORGETFUL.id, expires_in };
    [
        FORGETFUL.into(),
        row("reset-password:tgnFknTAAoWnVFXohnsZh2ys"),
        row("reset-password:6Kjw3roiIbPH85eIWw22VxTS"),
        row("reset-password:cOH5t7IV3blKC7d4tF3pVNoA"),
    ]
}
