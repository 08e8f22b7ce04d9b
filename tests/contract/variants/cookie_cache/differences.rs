//! What Ownly does otherwise with copies of sessions.

use crate::case::{Case, Cases};

/// Where a copy can be read, the address of the client is in it.
pub fn told(cases: Vec<Case>, path: &str) -> Vec<Case> {
    let address = |at: u8| format!("cookie {at} better-auth.session_data.{path}.session.ipAddress");
    let one = |case: Case| {
        let at = match case.name {
            name if name.ends_with("-01-signup") => 1,
            name if name.ends_with("-07-signin-remember-false") => 2,
            _ => return vec![case],
        };
        vec![case].differ("ip-address", [[address(at).as_str(), "", "127.0.0.1"]])
    };
    cases.into_iter().flat_map(one).collect()
}

pub fn long_token(cases: Vec<Case>) -> Vec<Case> {
    let places = [
        ["header set-auth-jwt claims.createdAt", "<time>", "absent"],
        ["header set-auth-jwt claims.email", "big@example.com", "absent"],
        ["header set-auth-jwt claims.emailVerified", "false", "absent"],
        ["header set-auth-jwt claims.id", "<id>", "absent"],
        ["header set-auth-jwt claims.image", "null", "absent"],
        ["header set-auth-jwt claims.name", "<6000 letters>", "absent"],
        ["header set-auth-jwt claims.updatedAt", "<time>", "absent"],
    ];
    cases.differ("long-tokens", places)
}

pub fn not_believed(cases: Vec<Case>) -> Vec<Case> {
    let cleared = "-better-auth.session_token -better-auth.session_data -better-auth.session_data -better-auth.dont_remember";
    cases.differ(
        "cache-not-believed",
        [
            ["status", "200", "401"],
            ["status text", "OK", "Unauthorized"],
            ["header access-control-expose-headers", "set-auth-token", "absent"],
            ["header set-auth-token", "<id>.<signature>", "absent"],
            ["cookies", "better-auth.session_token better-auth.session_data", cleared],
            ["body.code", "absent", "UNAUTHORIZED"],
            ["body.message", "absent", "Unauthorized"],
            ["body.status", "true", "absent"],
        ],
    )
}

pub fn all_cookies(cases: Vec<Case>) -> Vec<Case> {
    let places = [
        ["header access-control-expose-headers", "absent", "set-auth-token"],
        ["header set-auth-token", "absent", "<id>.<signature>"],
        [
            "cookies",
            "better-auth.session_data",
            "better-auth.session_token better-auth.session_data",
        ],
    ];
    cases.differ("all-cookies", places)
}
