//! Who is signed in, and where.

use super::{
    endpoint::{Answer, Endpoint, GET, POST},
    faults::Refusal,
    members::{Body, JSON, Kind::Text, Member, NOTHING},
};

/// Any text but the empty one sets them.
const READING: &[Member] = &[("disableCookieCache", Text, false), ("disableRefresh", Text, false)];

pub(super) const NOT_FRESH: Refusal =
    ("403", "The session did not begin lately: sign in again", &["SESSION_NOT_FRESH"]);

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/api/auth/get-session",
        id: "getSession",
        summary: "Who is signed in; null if nobody is. The header set-auth-jwt has a token",
        parameters: READING,
        answers: &[Answer::Json("SessionAndUser", &["set-auth-jwt", "set-auth-token"])],
        ..GET
    },
    Endpoint {
        path: "/api/auth/get-session",
        id: "refreshSession",
        summary: "The same, and extends the session, where others are told not to",
        parameters: READING,
        answers: &[Answer::Json("SessionAndUser", &["set-auth-jwt", "set-auth-token"])],
        refusals: &[(
            "405",
            "Sessions are extended whenever they are read",
            &["METHOD_NOT_ALLOWED_DEFER_SESSION_REQUIRED"],
        )],
        ..POST
    },
    Endpoint {
        path: "/api/auth/list-sessions",
        id: "listSessions",
        summary: "The user's live sessions, oldest first",
        session: true,
        answers: &[Answer::Json("Sessions", &[])],
        refusals: &[NOT_FRESH],
        ..GET
    },
    Endpoint {
        path: "/api/auth/revoke-session",
        id: "revokeSession",
        summary: "Ends the session of a token, if it is the user's own",
        session: true,
        body: Some(Body {
            members: &[("token", Text, true)],
            example: r#"{"token":"RjtpIstYNmVOCcFUN6V4McsCOVXVRYYw"}"#,
            ..JSON
        }),
        answers: &[Answer::Json("Status", &[])],
        ..POST
    },
    Endpoint {
        path: "/api/auth/revoke-sessions",
        id: "revokeSessions",
        summary: "Ends all sessions of the user, this one too",
        session: true,
        body: Some(NOTHING),
        answers: &[Answer::Json("Status", &[])],
        ..POST
    },
    Endpoint {
        path: "/api/auth/revoke-other-sessions",
        id: "revokeOtherSessions",
        summary: "Ends all sessions of the user but this one",
        session: true,
        body: Some(NOTHING),
        answers: &[Answer::Json("Status", &[])],
        ..POST
    },
    Endpoint {
        path: "/api/auth/update-session",
        id: "updateSession",
        summary: "Refused: a session has no fields that a client could change",
        session: true,
        body: Some(JSON),
        refusals: &[("400", "No fields to update", &[])],
        ..POST
    },
];
