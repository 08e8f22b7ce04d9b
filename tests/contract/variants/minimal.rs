//! No plugin, no mail, nothing that could be left out.

use crate::{
    case::{Case, Cases, not_applicable, replay, replay_given},
    given::session,
    people::{Person, SOMEBODY},
};

use super::Variant;

const M: Person = Person { email: "min@example.com", ..SOMEBODY };

pub fn variants() -> Vec<Variant> {
    let off = &[("OWNLY_CHANGE_EMAIL", "off"), ("OWNLY_DELETE_USER", "off"), ("OWNLY_MAIL", "off")];
    vec![Variant::as_is("minimal", cases()), Variant::new("minimal", off, switched_off())]
}

fn cases() -> Vec<Case> {
    let sign_up = replay(["minimal-01-signup-headers"]).differ(
        "plugins-on",
        [
            ["header access-control-expose-headers", "absent", "set-auth-token"],
            ["header set-auth-token", "absent", "<id>.<signature>"],
        ],
    );
    let asked = replay_given(["minimal-02-get-session"], || {
        [M.into(), session("uqa1SbZ8ql9LzIFasLj2N3vzsq7uY5W8", M).into()]
    })
    .differ(
        "plugins-on",
        [
            ["header access-control-expose-headers", "absent", "set-auth-jwt"],
            ["header set-auth-jwt", "absent", "<jwt>"],
        ],
    );
    let plugins = not_applicable(
        "jwt and bearer cannot be switched off",
        ["minimal-03-bearer-ignored", "minimal-04-token-404", "minimal-05-jwks-404"],
    );
    let forms =
        replay_given(["minimal-11-form-on-json-endpoint", "minimal-12-form-signout"], || {
            [M.into(), session("uqa1SbZ8ql9LzIFasLj2N3vzsq7uY5W8", M).into()]
        });
    [sign_up, asked, plugins, forms].into_iter().flatten().collect()
}

/// What is off by default in Better Auth, and on in Ownly.
fn switched_off() -> Vec<Case> {
    replay_given(
        [
            "minimal-06-change-email-disabled",
            "minimal-07-delete-user-disabled",
            "minimal-08-delete-callback-disabled",
            "minimal-09-reset-disabled",
            "minimal-10-verification-disabled",
        ],
        || [M.into(), session("uqa1SbZ8ql9LzIFasLj2N3vzsq7uY5W8", M).into()],
    )
}
