//! What Ownly answers otherwise wherever it answers such requests. Each names the row of
//! `docs/compatibility.md` that says why; differences of single cases stand beside the cases.

use crate::{case::Declared, compare::Difference, recorded::Exchange};

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
    applies: Option<fn(&Exchange) -> bool>,
    /// Where, what was recorded, what Ownly says.
    difference: [&'static str; 3],
}

const RULES: [Rule; 5] = [
    Rule {
        row: "every-answer",
        applies: None,
        difference: ["header x-content-type-options", "absent", "nosniff"],
    },
    Rule {
        row: "every-answer",
        applies: None,
        difference: ["header x-request-id", "absent", "<id>"],
    },
    Rule {
        row: "no-store",
        applies: Some(holds_secrets),
        difference: ["header cache-control", "absent", "no-store"],
    },
    Rule {
        row: "no-store",
        applies: Some(holds_secrets),
        difference: ["header pragma", "absent", "no-cache"],
    },
    Rule {
        row: "jwks-cached",
        applies: Some(|exchange| exchange.response.body.get("keys").is_some()),
        difference: ["header cache-control", "absent", "public, max-age=300"],
    },
];

/// An answer with a user, a session or a token in it, but for those of `get-session`, which
/// Better Auth keeps out of caches too.
fn holds_secrets(exchange: &Exchange) -> bool {
    let body = &exchange.response.body;
    let told = body.is_array() || body.get("user").is_some() || body.get("token").is_some();
    told && !exchange.request.path.contains("/get-session")
}

/// All that is to be different about an exchange. Where Ownly's answer is declared to be another
/// altogether, what holds for such answers does not.
pub fn expected<'a>(exchange: &Exchange, declared: &'a [Declared]) -> Vec<Expected<'a>> {
    let another = declared.iter().any(|declared| declared.difference.place == "status");
    let rules = RULES.iter().filter(|rule| match rule.applies {
        None => true,
        Some(applies) => !another && applies(exchange),
    });
    let rules = rules.map(|rule| Expected {
        row: rule.row,
        everywhere: rule.applies.is_none(),
        difference: rule.difference.into(),
    });
    let own = declared.iter().map(|declared| Expected {
        row: declared.row,
        everywhere: false,
        difference: declared.difference.clone(),
    });
    rules.chain(own).collect()
}

/// The rows that the rules name.
pub fn rows() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.row)
}
