//! Where the server is, and who may send requests to it.

use crate::{
    case::{Case, Cases, not_applicable, replay_given},
    given::{Given, session},
    people::{Person, SOMEBODY},
};

use super::Variant;

const X: Person = Person { email: "x@example.com", ..SOMEBODY };

const BASE: &str = "the API is at /api/auth and nowhere else";
const CHECKED: &str = "origins are always checked";

pub fn variants() -> Vec<Variant> {
    vec![
        Variant::as_is(
            "base-path",
            not_applicable(
                BASE,
                ["basepath-01-ok", "basepath-02-old", "basepath-03-signup", "basepath-04-reset"],
            ),
        ),
        Variant::as_is(
            "base-url-with-path",
            not_applicable(
                BASE,
                ["basepath-05-base-url-path-ok", "basepath-06-base-url-path-token"],
            ),
        ),
        Variant::as_is("csrf-off", unchecked()),
        Variant::as_is(
            "disabled-paths",
            not_applicable("no endpoint can be taken away", ["disabled-path-01"]),
        ),
        Variant::new("no-base-url", &[("BETTER_AUTH_URL", "")], unnamed()).at_its_address(),
        Variant::as_is(
            "origin-check-off",
            not_applicable(
                CHECKED,
                ["csrf-03-disable-origin-evil-origin", "csrf-04-disable-origin-callback"],
            ),
        ),
        Variant::new(
            "trusted-origins",
            &[("BETTER_AUTH_TRUSTED_ORIGINS", "https://*.wild.example")],
            trusted(),
        ),
    ]
}

fn unchecked() -> Vec<Case> {
    let checked = not_applicable(CHECKED, ["csrf-01-disable-csrf-evil-origin"]);
    let callback = replay_given(["csrf-02-disable-csrf-callback-still-checked"], || [X.into()]);
    checked.into_iter().chain(callback).collect()
}

fn unnamed() -> Vec<Case> {
    let token = replay_given(["nobase-01-token"], || signed_in("tjYtOJ6hXXuwa5NmwUOyFoNBSGpQ6kaY"))
        .differ(
            "no-url",
            [
                ["body.token claims.aud", "http://127.0.0.1:4101", "http://localhost:PORT"],
                ["body.token claims.iss", "http://127.0.0.1:4101", "http://localhost:PORT"],
            ],
        );
    let sign_out = replay_given(["nobase-02-signout-own-origin"], || {
        signed_in("tjYtOJ6hXXuwa5NmwUOyFoNBSGpQ6kaY")
    });
    token.into_iter().chain(sign_out).collect()
}

fn trusted() -> Vec<Case> {
    let given = || signed_in("IuvnfOaxZ3S7MWFl2Nx9p9paqMJPnad8");
    let named = "location, retry-after, set-auth-jwt, set-auth-token, x-request-id, x-retry-after";
    let vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    let page = replay_given(["trusted-01-wildcard-origin-ok"], given).differ_since(
        Some("OWNLY_RATE_LIMIT"),
        "trusted-pages",
        [
            ["header access-control-allow-credentials", "absent", "true"],
            ["header access-control-allow-origin", "absent", "https://a.wild.example"],
            ["header access-control-expose-headers", "set-auth-token", named],
            ["header vary", "absent", vary],
        ],
    );
    let apex = replay_given(["trusted-02-apex-not-covered"], given);
    page.into_iter().chain(apex).collect()
}

fn signed_in(token: &'static str) -> [Given; 2] {
    [X.into(), session(token, X).into()]
}
