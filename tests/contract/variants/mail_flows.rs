//! Changing an address and deleting oneself by mail, and how links are stored.

use chrono::TimeDelta;

use crate::{
    case::{Case, Cases, replay, replay_given},
    given::{Given, session},
    people::{Person, SOMEBODY, SOMEBODY_ELSE},
};

use super::Variant;

pub fn variants() -> Vec<Variant> {
    vec![
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
