//! What may be done with an address and a password.

use chrono::TimeDelta;

use crate::{
    case::{Case, replay, replay_given},
    given::Given,
    people::{Person, SOMEBODY},
};

use super::Variant;

const V: Person = Person {
    id: "J3NY8yBOlGH3MSJjaQJv7C5Tbtny3kOR",
    name: "V",
    email: "v@example.com",
    ..SOMEBODY
};

pub fn variants() -> Vec<Variant> {
    vec![
        Variant::new("auto-sign-in-off", &[("OWNLY_AUTO_SIGN_IN", "off")], signed_up_only()),
        Variant::new(
            "email-password-off",
            &[("OWNLY_EMAIL_AND_PASSWORD", "off")],
            replay(["off-01-signup", "off-02-signin"]),
        ),
        Variant::new(
            "password-lengths",
            &[
                ("OWNLY_MIN_PASSWORD_LENGTH", "4"),
                ("OWNLY_MAX_PASSWORD_LENGTH", "6"),
                ("OWNLY_REVOKE_SESSIONS_ON_PASSWORD_RESET", "on"),
            ],
            lengths(),
        ),
        Variant::new(
            "require-verification",
            &[
                ("OWNLY_REQUIRE_EMAIL_VERIFICATION", "on"),
                ("OWNLY_AUTO_SIGN_IN_AFTER_VERIFICATION", "on"),
            ],
            verification(),
        ),
        Variant::new(
            "sign-up-off",
            &[("OWNLY_SIGN_UP", "off")],
            replay(["off-03-signup-only-off"]),
        ),
    ]
}

fn signed_up_only() -> Vec<Case> {
    let fresh = replay(["noauto-01-signup"]);
    let there = replay_given(["noauto-02-duplicate", "noauto-03-signin"], || [V.into()]);
    fresh.into_iter().chain(there).collect()
}

fn lengths() -> Vec<Case> {
    let sign_up = replay(["pwlen-01-min", "pwlen-02-too-short", "pwlen-03-too-long"]);
    let reset = replay_given(["pwlen-04-reset-revokes"], || {
        [
            SOMEBODY.into(),
            Given::Verification {
                identifier: "reset-password:2gjT9mIi4KOs28rFsn3SKgmP",
                value: SOMEBODY.id,
                expires_in: TimeDelta::hours(1),
            },
        ]
    });
    sign_up.into_iter().chain(reset).collect()
}

fn verification() -> Vec<Case> {
    let verified = Person { verified: true, ..V };
    let fresh = replay(["reqver-01-signup"]);
    let unverified = replay_given(
        [
            "reqver-02-signup-duplicate",
            "reqver-03-signin-unverified",
            "reqver-04-signin-unverified-wrong-password",
            "reqver-05-verify-autosignin",
        ],
        || [V.into()],
    );
    let done =
        replay_given(["reqver-06-verify-again", "reqver-07-signin-verified"], || [verified.into()]);
    [fresh, unverified, done].into_iter().flatten().collect()
}
