//! What the endpoints answer.

use serde_json::{Value, json};
use utoipa::openapi::{RefOr, Schema};

/// The shapes by their names.
pub(super) fn shapes() -> impl Iterator<Item = (String, RefOr<Schema>)> {
    people().into_iter().chain(outcomes()).chain(refusals()).filter_map(|(name, shape)| {
        let shape = serde_json::from_value(shape).ok()?;
        Some((name.to_owned(), RefOr::T(shape)))
    })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn null_or_text() -> Value {
    json!({ "type": ["string", "null"] })
}

fn time() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

fn named(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn list(of: &Value) -> Value {
    json!({ "type": "array", "items": of })
}

/// An object with these members; those whose name ends in `?` may be missing.
fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let needed = members.iter().map(|(name, _)| *name).filter(|name| !name.ends_with('?'));
    let needed: Vec<_> = needed.collect();
    let properties: serde_json::Map<_, _> = members
        .iter()
        .map(|(name, shape)| (name.trim_end_matches('?').to_owned(), shape.clone()))
        .collect();
    json!({ "type": "object", "required": needed, "properties": properties })
}

/// Users, and what is theirs.
fn people() -> [(&'static str, Value); 6] {
    let user = object([
        ("id", text()),
        ("name", text()),
        ("email", text()),
        ("emailVerified", flag()),
        ("image", null_or_text()),
        ("createdAt", time()),
        ("updatedAt", time()),
    ]);
    let session = object([
        ("id", text()),
        ("userId", text()),
        ("token", text()),
        ("expiresAt", time()),
        ("createdAt", time()),
        ("updatedAt", time()),
        ("ipAddress?", null_or_text()),
        ("userAgent?", null_or_text()),
    ]);
    let account = object([
        ("id", text()),
        ("accountId", text()),
        ("providerId", text()),
        ("userId", text()),
        ("createdAt", time()),
        ("updatedAt", time()),
        ("scopes", list(&text())),
    ]);
    let mut session_and_user =
        object([("session", named("Session")), ("user", named("User")), ("needsRefresh?", flag())]);
    session_and_user["type"] = json!(["object", "null"]);
    [
        ("User", user),
        ("Session", session),
        ("Sessions", list(&named("Session"))),
        ("LinkedAccount", account),
        ("LinkedAccounts", list(&named("LinkedAccount"))),
        ("SessionAndUser", session_and_user),
    ]
}

/// What was done.
fn outcomes() -> [(&'static str, Value); 10] {
    let user_or_null = json!({ "oneOf": [named("User"), { "type": "null" }] });
    let signed_in = object([
        ("redirect", flag()),
        ("url?", text()),
        ("token", text()),
        ("user", named("User")),
    ]);
    let with_user = object([("token", null_or_text()), ("user", named("User"))]);
    [
        ("SignedUp", with_user.clone()),
        ("SignedIn", signed_in),
        ("PasswordChanged", with_user),
        ("Success", object([("success", flag()), ("message?", text())])),
        ("Status", object([("status", flag())])),
        ("StatusAndMessage", object([("status", flag()), ("message", text())])),
        ("EmailVerified", object([("status", flag()), ("user?", user_or_null)])),
        ("Ok", object([("ok", flag())])),
        ("Token", object([("token", text())])),
        ("Jwks", object([("keys", list(&json!({ "type": "object" })))])),
    ]
}

fn refusals() -> [(&'static str, Value); 2] {
    let error = object([("message", text()), ("code?", text()), ("requestId?", text())]);
    [("AccountsError", error), ("TooManyRequests", object([("message", text())]))]
}
