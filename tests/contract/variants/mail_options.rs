//! What must be proved by mail, and what may be done with a password.

use chrono::TimeDelta;

use crate::{
    case::{Case, Cases, not_applicable, replay, replay_given},
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
        Variant::as_is("auto-sign-in-off", signed_up_only().awaiting("sign-up without sign-in")),
        Variant::as_is("change-email-flows", change_email().awaiting("mail")),
        Variant::as_is(
            "change-email-no-sender",
            replay_given(["change-email-40-no-sender"], || {
                [SOMEBODY.into(), session("7bdf3fEGkvm2pHpxW7ObR4tZAPdLdx4Q", SOMEBODY).into()]
            })
            .awaiting("mail"),
        ),
        Variant::as_is("delete-verification", deletion().awaiting("deletion by mail")),
        Variant::as_is(
            "email-password-off",
            replay(["off-01-signup", "off-02-signin"]).awaiting("sign-in by password, off"),
        ),
        Variant::as_is("password-lengths", lengths().awaiting("lengths of passwords")),
        Variant::as_is("require-verification", verification().awaiting("verified addresses alone")),
        Variant::as_is("sign-up-off", replay(["off-03-signup-only-off"]).awaiting("sign-up, off")),
        Variant::as_is(
            "verification-hashed",
            not_applicable("identifiers of links are stored as they are", ["hashed-01-reset"]),
        ),
    ]
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
