//! What must be proved by mail, and what may be done with a password.

use chrono::TimeDelta;

use crate::{
    case::{Case, Cases, replay, replay_given},
    given::{Given, session},
    people::{Person, SOMEBODY, SOMEBODY_ELSE},
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
            "change-email-flows",
            &[
                ("OWNLY_UPDATE_EMAIL_WITHOUT_VERIFICATION", "on"),
                ("OWNLY_SEND_CHANGE_EMAIL_CONFIRMATION", "on"),
            ],
            change_email(),
        ),
        Variant::new(
            "change-email-no-sender",
            &[("OWNLY_MAIL", "off")],
            replay_given(["change-email-40-no-sender"], || {
                [SOMEBODY.into(), session("7bdf3fEGkvm2pHpxW7ObR4tZAPdLdx4Q", SOMEBODY).into()]
            }),
        ),
        Variant::new(
            "delete-verification",
            &[("OWNLY_SEND_DELETE_ACCOUNT_VERIFICATION", "on")],
            deletion(),
        ),
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
        Variant::new("verification-hashed", &[("OWNLY_STORE_IDENTIFIER", "hashed")], hashed()),
    ]
}

/// The identifier is base64url(SHA-256("reset-password:" + token)).
fn hashed() -> Vec<Case> {
    replay_given(["hashed-01-reset"], || {
        [
            SOMEBODY.into(),
            Given::Verification {
                identifier: "F6Y-SsGT6Mm4g7cF45AdEIv6OzHuLW6iK4TlFiN76zw",
                value: SOMEBODY.id,
                expires_in: TimeDelta::hours(1),
            },
        ]
    })
}

fn signed_up_only() -> Vec<Case> {
    let fresh = replay(["noauto-01-signup"]);
    let there = replay_given(["noauto-02-duplicate", "noauto-03-signin"], || [V.into()]);
    fresh.into_iter().chain(there).collect()
}

fn change_email() -> Vec<Case> {
    let of = |email, verified| Person {
        id: "PFfRnQ5VMMKwLjmg0Oleal4vmL687vtt",
        email,
        verified,
        ..SOMEBODY
    };
    let given = |email, verified| -> [Given; 2] {
        let of = of(email, verified);
        [of.into(), session("2EXk9j2RPZamfeHwxZTDGhfWP3oTTIyx", of).into()]
    };
    let direct =
        replay_given(["change-email-30-unverified-direct"], || given("ce@example.com", false));
    let steps = replay_given(
        [
            "change-email-31-verified-confirmation",
            "change-email-32-confirm-link",
            "change-email-33-verify-link-no-session",
        ],
        || given("ce2@example.com", true),
    );
    let reused = replay_given(["change-email-34-link-reused"], || given("ce3@example.com", true));
    [direct, steps, reused].into_iter().flatten().collect()
}

fn deletion() -> Vec<Case> {
    let row = |identifier, of: Person| Given::Verification {
        identifier,
        value: of.id,
        expires_in: TimeDelta::days(1),
    };
    let given = || {
        [
            SOMEBODY.into(),
            session("TdZRqD729Bdp42k8j4pqkAhFZ6a8g2Og", SOMEBODY).into(),
            SOMEBODY_ELSE.into(),
            session("Fw76BoyYF8UIn0UEUV7FePMgpkq6dOzk", SOMEBODY_ELSE).into(),
            row("delete-account-1cereu14eb3fbx9dz9nauelvo7kvo4k1", SOMEBODY),
            row("delete-account-7b7g0dfz3lzswmd71eqirykk853shcw4", SOMEBODY),
            row("delete-account-xiguuto3v1fmz0c73uq13jzd5r5pdci9", SOMEBODY_ELSE),
        ]
    };
    let fresh = replay_given(
        [
            "delete-verify-01-request",
            "delete-verify-04-callback-ok",
            "delete-verify-05-token-in-body",
            "delete-verify-02-callback-other-user",
        ],
        given,
    );
    let burnt = replay(["delete-verify-03-callback-consumed"]).following();
    fresh.into_iter().chain(burnt).collect()
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
