//! What tokens are signed with. The keys of other algorithms than Ed25519 are there already.

use crate::{
    case::{Case, Cases, not_applicable, replay, replay_given},
    keys::{KEY, Key},
};

use super::{Variant, jwt::signed_in};

const SETTING: &str = "OWNLY_JWT_ALG";

pub fn variants() -> Vec<Variant> {
    vec![
        Variant::as_is(
            "jwt-EdDSA",
            issued(["jwt-EdDSA-token", "jwt-EdDSA-jwks"], "WfiyDJVVdRoXt531cX0CfTubbBguSrAx"),
        ),
        Variant::as_is(
            "jwt-ES256",
            signed_by(
                of("ES256"),
                ["jwt-ES256-token"],
                ["jwt-ES256-jwks"],
                "Wgdo8mE01qUx4YqD2xXW7YgNyil7oSXG",
            )
            .needing(SETTING),
        ),
        Variant::as_is(
            "jwt-ES512",
            not_applicable(
                "its key is tried where databases are taken over",
                ["jwt-ES512-token", "jwt-ES512-jwks"],
            ),
        ),
        Variant::as_is(
            "jwt-PS256",
            signed_by(
                of("PS256"),
                ["jwt-PS256-token"],
                ["jwt-PS256-jwks"],
                "zUkZfoa3zIydC8DDwBJxg15iCr3aJhZ9",
            )
            .needing(SETTING),
        ),
        Variant::as_is(
            "jwt-RS256",
            signed_by(
                of("RS256"),
                ["jwt-RS256-token"],
                ["jwt-RS256-jwks"],
                "HJXSAV76tKfZyoy8Xf8uPrdMlnWWK2MB",
            )
            .needing(SETTING),
        ),
        Variant::as_is(
            "jwt-alg-changed",
            signed_by(
                Key { kid: "old-ed-key", ..KEY },
                ["jwt-alg-changed-token"],
                [],
                "PhPZOPxN57jIL4XoJIeg9buXxJ1O6Orx",
            ),
        ),
    ]
}

fn issued<const N: usize>(names: [&'static str; N], token: &'static str) -> Vec<Case> {
    replay_given(names, || signed_in(token))
}

fn of(alg: &'static str) -> Key {
    Key { alg: Some(alg), ..KEY }
}

/// There is this key, and no other.
fn signed_by<const N: usize>(
    key: Key,
    token: [&'static str; 1],
    then: [&'static str; N],
    session: &'static str,
) -> Vec<Case> {
    let token = replay_given(token, || {
        let [user, session] = signed_in(session);
        [key.into(), user, session]
    });
    token.into_iter().chain(replay(then).following()).collect()
}
