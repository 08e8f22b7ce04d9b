//! The ways a user signs in.

use super::{
    endpoint::{Answer, Endpoint, GET, POST},
    faults::Refusal,
    members::{Body, JSON, Kind::Text, Member},
    sessions::NOT_FRESH,
};

/// The id of the account's own row.
const ACCOUNT: Member = ("accountId", Text, true);

const SELECTED: &[Member] = &[ACCOUNT, ("userId", Text, false)];

const EXAMPLE: &str = r#"{"accountId":"I3g0VuhnfGT8khzTq4pF20SefZBwhhys"}"#;

const SELECTION: Body = Body { closed: true, members: SELECTED, example: EXAMPLE, ..JSON };

const NOT_SUPPORTED: Refusal = (
    "400",
    "What was sent cannot be meant, there is no such account, or its provider gives no tokens",
    &["ACCOUNT_NOT_FOUND", "PROVIDER_NOT_SUPPORTED"],
);

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/api/auth/list-accounts",
        id: "listAccounts",
        summary: "The ways the user signs in",
        session: true,
        answers: &[Answer::Json("LinkedAccounts", &[])],
        ..GET
    },
    Endpoint {
        path: "/api/auth/unlink-account",
        id: "unlinkAccount",
        summary: "One less way to sign in, and never the last",
        session: true,
        body: Some(Body { members: &[ACCOUNT], example: EXAMPLE, ..JSON }),
        answers: &[Answer::Json("Status", &[])],
        refusals: &[
            (
                "400",
                "What was sent cannot be meant, or there is no such account, or no other",
                &["FAILED_TO_UNLINK_LAST_ACCOUNT", "ACCOUNT_NOT_FOUND"],
            ),
            NOT_FRESH,
        ],
        ..POST
    },
    Endpoint {
        path: "/api/auth/get-access-token",
        id: "getAccessToken",
        summary: "A token of a linked provider's, of which none can be configured yet",
        session: true,
        body: Some(SELECTION),
        refusals: &[NOT_SUPPORTED],
        ..POST
    },
    Endpoint {
        path: "/api/auth/refresh-token",
        id: "refreshToken",
        summary: "A new token of a linked provider's, of which none can be configured yet",
        session: true,
        body: Some(SELECTION),
        refusals: &[NOT_SUPPORTED],
        ..POST
    },
    Endpoint {
        path: "/api/auth/account-info",
        id: "accountInfo",
        summary: "What a linked provider says of the user: none can be configured yet",
        session: true,
        parameters: SELECTED,
        refusals: &[(
            "400",
            "What was sent cannot be meant, there is no such account, or no such provider",
            &["ACCOUNT_NOT_FOUND", "PROVIDER_NOT_CONFIGURED"],
        )],
        ..GET
    },
];
