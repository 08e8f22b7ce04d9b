//! The user's own data, and the ways they sign in by.

use crate::{
    case::{Case, Cases, replay, replay_given},
    given::{Given, session},
    people::{Person, SOMEBODY},
};

const UPDATER: Person = Person {
    id: "5MhlH48IBCK4id5PItI8BoaDp9Pt3vpB",
    since: Some("2026-11-22T17:57:23.284Z"),
    account: "I3g0VuhnfGT8khzTq4pF20SefZBwhhys",
    ..SOMEBODY
};

pub fn cases() -> Vec<Case> {
    let nobody = replay([
        "update-user-09-none",
        "update-session-02-none",
        "list-accounts-02-none",
        "unlink-account-02-none",
    ]);
    let number = replay_given(["update-user-10-name-number"], signed_in).differ(
        "name-no-text",
        [
            ["status", "200", "400"],
            ["status text", "OK", "Bad Request"],
            ["header access-control-expose-headers", "set-auth-token", "absent"],
            ["header set-auth-token", "<id>.<signature>", "absent"],
            ["cookies", "better-auth.session_token", ""],
            ["body.status", "true", "absent"],
            ["body.code", "absent", "VALIDATION_ERROR"],
            [
                "body.message",
                "absent",
                "[body.name] Invalid input: expected string, received number",
            ],
        ],
    );
    let null = replay_given(["update-user-11-name-null"], signed_in).differ(
        "name-no-text",
        [
            ["status", "500", "400"],
            ["status text", "Internal Server Error", "Bad Request"],
            ["header content-type", "absent", "application/json"],
            ["body", "", r#"{"code":"VALIDATION_ERROR","message":"[body.name] Invalid input: expected string, received null"}"#],
        ],
    );
    let theirs = replay_given(
        [
            "update-user-01-name",
            "update-user-02-image",
            "update-user-03-image-null",
            "update-user-04-empty",
            "update-user-05-email",
            "update-user-06-unknown-field",
            "update-user-07-email-verified",
            "update-user-08-array",
            "update-user-12-no-body",
            "update-session-01-no-fields",
            "list-accounts-01",
            "unlink-account-01-last",
            "unlink-account-03-missing",
        ],
        signed_in,
    );
    let providers = replay_given(
        [
            "account-info-01",
            "get-access-token-01",
            "refresh-token-01",
            "link-social-01-no-provider",
        ],
        signed_in,
    )
    .needing("OWNLY_RATE_LIMIT");
    [nobody, number, null, theirs, providers].into_iter().flatten().collect()
}

fn signed_in() -> [Given; 3] {
    [
        UPDATER.into(),
        session("it12w5hF1Xbe9sb5aR1a9pRs3I8uuJgg", UPDATER).into(),
        session("moe0qY5C88W3K8aXBYHAlpKmjDDqmYC0", UPDATER).into(),
    ]
}
