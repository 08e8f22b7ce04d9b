//! How endpoints refuse: the status, why, and Better Auth's codes.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::openapi::path::HttpMethod;

use super::endpoint::Endpoint;

/// A status, why it comes about, and the codes that the answer may have. A few have none.
pub(super) type Refusal = (&'static str, &'static str, &'static [&'static str]);

const OURS: &[Refusal] = &[
    ("500", "A fault of the server's", &["INTERNAL_ERROR"]),
    ("503", "Not now: try again", &["SERVICE_UNAVAILABLE"]),
];
const OF_A_BODY: &[Refusal] = &[
    ("400", "What was sent cannot be meant", &["BAD_REQUEST", "INVALID_BODY", "VALIDATION_ERROR"]),
    ("408", "The body took too long to arrive", &["REQUEST_TIMEOUT"]),
    ("413", "The body is too long", &["PAYLOAD_TOO_LARGE"]),
    ("415", "The body is not said to be what is read here", &["UNSUPPORTED_MEDIA_TYPE"]),
];
const OF_A_QUERY: &[Refusal] = &[("400", "What was sent cannot be meant", &["VALIDATION_ERROR"])];
/// The codes of places that may not be gone to.
const OF_A_WRITE: &[Refusal] = &[(
    "403",
    "It comes from, or wants to go, where it may not",
    &[
        "MISSING_OR_NULL_ORIGIN",
        "INVALID_ORIGIN",
        "INVALID_CALLBACK_URL",
        "INVALID_REDIRECT_URL",
        "INVALID_ERROR_CALLBACK_URL",
        "INVALID_NEW_USER_CALLBACK_URL",
    ],
)];
const OF_A_SESSION: &[Refusal] = &[("401", "Nobody is signed in", &["UNAUTHORIZED"])];

/// The answers of all refusals of an endpoint, by status.
pub(super) fn faults(endpoint: &Endpoint) -> Map<String, Value> {
    let of = |holds: bool, refusals: &'static [Refusal]| if holds { refusals } else { &[] };
    let is_write = endpoint.method == HttpMethod::Post;
    let all = [
        endpoint.refusals,
        OURS,
        of(endpoint.body.is_some(), OF_A_BODY),
        of(is_write, &[("400", "What was sent cannot be meant", &[])]),
        of(!endpoint.parameters.is_empty(), OF_A_QUERY),
        of(is_write, OF_A_WRITE),
        of(endpoint.session, OF_A_SESSION),
    ];
    let mut by_status: BTreeMap<&str, (&str, Vec<&str>)> = BTreeMap::new();
    for (status, why, codes) in all.into_iter().flatten() {
        let (_, known) = by_status.entry(status).or_insert((why, Vec::new()));
        known
            .extend(codes.iter().filter(|code| !known.contains(code)).copied().collect::<Vec<_>>());
    }
    let mut answers: Map<_, _> = by_status
        .into_iter()
        .map(|(status, told)| (status.to_owned(), answer(status, told)))
        .collect();
    answers.insert("429".to_owned(), limited());
    answers
}

fn answer(status: &str, (why, codes): (&str, Vec<&str>)) -> Value {
    let error = json!({ "$ref": "#/components/schemas/AccountsError" });
    let schema = if codes.is_empty() {
        error
    } else {
        let code = json!({ "type": "string", "enum": codes });
        json!({ "allOf": [error, { "type": "object", "properties": { "code": code } }] })
    };
    let mut answer = json!({
        "description": why, "content": { "application/json": { "schema": schema } }
    });
    if status == "503" {
        answer["headers"]["Retry-After"] = json!({ "schema": { "type": "string" } });
    }
    answer
}

/// Better Auth's refusal of too many calls, which has no code.
fn limited() -> Value {
    let schema = json!({ "$ref": "#/components/schemas/TooManyRequests" });
    let seconds = json!({ "schema": { "type": "integer" } });
    json!({
        "description": "Too often: try again after so many seconds",
        "content": { "application/json": { "schema": schema } },
        "headers": { "Retry-After": seconds, "X-Retry-After": seconds }
    })
}
