use serde_json::Value;

use crate::Site;

/// The byte of the first request
pub(crate) const FIRST: u8 = b'A';

/// The requests that have a body, by the first byte of what the fuzzer makes up. What would end the session or the user is
/// sent by nobody in particular.
pub(crate) const REQUESTS: &[(&str, &str, Asker)] = &[
    ("POST", "/api/auth/sign-up/email", Asker::Nobody),
    ("POST", "/api/auth/sign-in/email", Asker::Nobody),
    ("POST", "/api/auth/sign-in/social", Asker::Nobody),
    ("POST", "/api/auth/request-password-reset", Asker::Nobody),
    ("POST", "/api/auth/reset-password", Asker::Nobody),
    ("POST", "/api/auth/send-verification-email", Asker::Nobody),
    ("POST", "/api/auth/delete-user", Asker::Nobody),
    ("POST", "/api/auth/sign-out", Asker::Nobody),
    ("POST", "/api/auth/revoke-session", Asker::Session),
    ("POST", "/api/auth/update-user", Asker::Session),
    ("POST", "/api/auth/update-session", Asker::Session),
    ("POST", "/api/auth/change-password", Asker::Session),
    ("POST", "/api/auth/verify-password", Asker::Session),
    ("POST", "/api/auth/unlink-account", Asker::Session),
    ("POST", "/api/auth/link-social", Asker::Session),
    ("POST", "/api/auth/get-access-token", Asker::Session),
    ("POST", "/api/auth/refresh-token", Asker::Session),
    ("POST", "/api/auth/change-email", Asker::Session),
    ("POST", "/api/tasks", Asker::Token),
    ("PATCH", "/api/tasks/01a20650-cef6-7689-bff1-28941c157286", Asker::Token),
    ("POST", "/api/tasks/01a20650-cef6-7689-bff1-28941c157286/members", Asker::Token),
    ("PATCH", "/api/tasks/01a20650-cef6-7689-bff1-28941c157286/members/ada", Asker::Token),
    ("POST", "/api/tasks/01a20650-cef6-7689-bff1-28941c157286/comments", Asker::Token),
];

/// Who sends a request
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asker {
    Nobody,
    Session,
    Token,
}

/// A body is taken or refused, and never an error of the server's; a refusal says what it is, and
/// nothing of the server's insides.
pub fn json_bodies(site: &Site, bytes: &[u8]) {
    let Some((which, body)) = bytes.split_first() else { return };
    let (method, path, asker) = REQUESTS[usize::from(which.wrapping_sub(FIRST)) % REQUESTS.len()];
    let bearer = match asker {
        Asker::Nobody => None,
        Asker::Session => Some(format!("Bearer {}", site.session)),
        Asker::Token => Some(format!("Bearer {}", site.jwt)),
    };
    let headers: Vec<_> =
        bearer.iter().map(|bearer| ("Authorization", bearer.as_bytes())).collect();
    let answer = site.ask(method, path, &headers, body);
    let text = answer.text();
    assert!(answer.status < 500, "{method} {path}: {} {text}", answer.status);
    if answer.status >= 400 {
        assert!(
            answer.json().is_some_and(|told| is_refusal(&told, asker)),
            "{method} {path}: {text}"
        );
        for word in ["panicked", "diesel", "sqlite", "serde", ".rs:"] {
            assert!(!text.contains(word), "{method} {path}: {text}");
        }
    }
}

/// The accounts say of some faults what Better Auth says of them: a sentence and no code.
fn is_refusal(told: &Value, asker: Asker) -> bool {
    let coded = told["code"].is_string() || (asker != Asker::Token && told.get("code").is_none());
    coded && told["message"].is_string()
}
