//! What Ownly answers otherwise wherever it answers such requests. Each names the row of
//! `docs/compatibility.md` that says why; differences of single cases stand beside the cases.

use serde_json::Value;

use crate::{case::Declared, compare::Difference, recorded::Exchange, settings::is_known};

/// A difference that has to be there.
#[derive(Debug)]
pub struct Expected<'a> {
    pub row: &'a str,
    /// Whether every answer has it.
    pub everywhere: bool,
    pub difference: Difference,
}

struct Rule {
    row: &'static str,
    /// The setting that it came with.
    since: Option<&'static str>,
    applies: Option<fn(&Exchange) -> bool>,
    /// Where, what was recorded, what Ownly says.
    difference: [&'static str; 3],
}

const RULES: [Rule; 11] = [
    Rule {
        row: "every-answer",
        since: None,
        applies: None,
        difference: ["header x-content-type-options", "absent", "nosniff"],
    },
    Rule {
        row: "every-answer",
        since: None,
        applies: None,
        difference: ["header x-request-id", "absent", "<id>"],
    },
    Rule {
        row: "every-answer",
        since: None,
        applies: None,
        difference: ["header referrer-policy", "absent", "no-referrer"],
    },
    Rule {
        row: "every-answer",
        since: None,
        applies: None,
        difference: [
            "header content-security-policy",
            "absent",
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ],
    },
    Rule {
        row: "no-store",
        since: None,
        applies: Some(holds_secrets),
        difference: ["header cache-control", "absent", "no-store"],
    },
    Rule {
        row: "no-store",
        since: None,
        applies: Some(holds_secrets),
        difference: ["header pragma", "absent", "no-cache"],
    },
    Rule {
        row: "mailed-links",
        since: Some("OWNLY_MAIL"),
        applies: Some(|exchange| follows_a_link(exchange) && !deletes(exchange)),
        difference: ["header cache-control", "absent", "no-store"],
    },
    Rule {
        row: "mailed-links",
        since: Some("OWNLY_MAIL"),
        applies: Some(|exchange| follows_a_link(exchange) && !deletes(exchange)),
        difference: ["header pragma", "absent", "no-cache"],
    },
    Rule {
        row: "retry-after",
        since: Some("OWNLY_RATE_LIMIT"),
        applies: Some(|exchange| exchange.response.status == 429),
        difference: ["header retry-after", "absent", "<seconds>"],
    },
    Rule {
        row: "jwks-cached",
        since: Some("OWNLY_RATE_LIMIT"),
        applies: Some(|exchange| exchange.response.body.get("keys").is_some()),
        difference: ["header vary", "absent", "Origin"],
    },
    Rule {
        row: "jwks-cached",
        since: None,
        applies: Some(|exchange| exchange.response.body.get("keys").is_some()),
        difference: ["header cache-control", "absent", "public, max-age=300"],
    },
];

/// An answer with a user, a session or a token in it, or in a cookie, but for those of `get-session`, which
/// Better Auth keeps out of caches too.
fn holds_secrets(exchange: &Exchange) -> bool {
    let body = &exchange.response.body;
    let told = body.is_array() || body.get("user").is_some() || body.get("token").is_some();
    let told = told || (sets_a_session(exchange) && is_known("OWNLY_RATE_LIMIT"));
    told && !exchange.request.path.contains("/get-session")
}

/// A mailed link that led somewhere.
fn follows_a_link(exchange: &Exchange) -> bool {
    let links = ["/verify-email?", "/reset-password/", "/delete-user/callback?"];
    let path = &exchange.request.path;
    exchange.response.status == 302 && links.iter().any(|link| path.contains(link))
}

fn deletes(exchange: &Exchange) -> bool {
    exchange.request.path.contains("/delete-user/")
}

fn sets_a_session(exchange: &Exchange) -> bool {
    let cookies = exchange.response.headers.get("set-cookie").and_then(Value::as_array);
    let mut cookies = cookies.into_iter().flatten().filter_map(Value::as_str);
    cookies.any(|cookie| cookie.contains("session_token=") && !cookie.contains("session_token=;"))
}

/// All that is to be different about an exchange. Where Ownly's answer is declared to be another
/// altogether, what holds for such answers does not.
pub fn expected<'a>(exchange: &Exchange, declared: &'a [Declared]) -> Vec<Expected<'a>> {
    let another = declared.iter().any(|declared| declared.difference.place == "status");
    let own = || declared.iter().filter(|declared| declared.since.is_none_or(is_known));
    let rules = RULES.iter().filter(|rule| rule.since.is_none_or(is_known));
    // What is said of the case itself wins.
    let rules = rules.filter(|rule| own().all(|own| own.difference.place != rule.difference[0]));
    let rules = rules.filter(|rule| match rule.applies {
        None => true,
        Some(applies) => !another && applies(exchange),
    });
    let rules = rules.map(|rule| Expected {
        row: rule.row,
        everywhere: rule.applies.is_none(),
        difference: rule.difference.into(),
    });
    let own = own().map(|declared| Expected {
        row: declared.row,
        everywhere: false,
        difference: declared.difference.clone(),
    });
    rules.chain(own).collect()
}

/// The rows that the rules name.
pub fn rows() -> impl Iterator<Item = &'static str> {
    RULES.iter().filter(|rule| rule.since.is_none_or(is_known)).map(|rule| rule.row)
}
