//! `session_data`, which lets `get-session` answer without the database.

mod cast;
mod differences;

use crate::{
    case::{Case, Cases, not_applicable, replay, replay_given},
    given::session,
    people::{Person, SOMEBODY},
};

use self::{
    cast::{COMPACT, JWE, JWT},
    differences::{all_cookies, long_token, not_believed, told},
};
use super::Variant;

/// The exchanges that were recorded for each strategy.
macro_rules! cases {
    ($strategy:literal, $cast:expr) => {{
        let nothing = replay([
            concat!("cache-", $strategy, "-01-signup"),
            concat!("cache-", $strategy, "-06-cache-without-token"),
        ]);
        let large = long_token(replay([concat!("cache-", $strategy, "-16-chunked-get-session")]));
        let signed_in = replay_given(
            [
                concat!("cache-", $strategy, "-02-get-session-from-cache"),
                concat!("cache-", $strategy, "-03-disable-cookie-cache"),
                concat!("cache-", $strategy, "-04-no-cache-cookie"),
            ],
            || $cast.signed_in(),
        );
        let tampered =
            replay_given([concat!("cache-", $strategy, "-05-tampered")], || $cast.signed_in())
                .differ(
                    "bad-cache",
                    [[
                        "cookies",
                        "-better-auth.session_data better-auth.session_data",
                        "better-auth.session_data",
                    ]],
                );
        let short =
            replay_given([concat!("cache-", $strategy, "-07-signin-remember-false")], || {
                $cast.short()
            });
        let another =
            replay_given([concat!("cache-", $strategy, "-08-cache-of-other-session")], || {
                $cast.short()
            })
            .differ(
                "bad-cache",
                [[
                    "cookies",
                    "-better-auth.session_data better-auth.session_token better-auth.session_data",
                    "better-auth.session_token better-auth.session_data",
                ]],
            );
        let revoked = replay_given(
            [
                concat!("cache-", $strategy, "-09-revoked-but-cached"),
                concat!("cache-", $strategy, "-10-revoked-sensitive"),
                concat!("cache-", $strategy, "-11-revoked-token-endpoint"),
            ],
            || [$cast.changed()],
        );
        let update = not_believed(replay_given(
            [concat!("cache-", $strategy, "-12-revoked-update-user")],
            || [$cast.changed()],
        ));
        let due = replay_given(
            [
                concat!("cache-", $strategy, "-13-refresh-on-get-session"),
                concat!("cache-", $strategy, "-15-signout"),
            ],
            || $cast.due(),
        );
        let token = all_cookies(replay_given(
            [concat!("cache-", $strategy, "-14-refresh-on-token-endpoint")],
            || $cast.due(),
        ));
        let all =
            [nothing, large, signed_in, tampered, short, another, revoked, update, due, token];
        let all = all.into_iter().flatten();
        all.collect::<Vec<_>>()
    }};
}

pub fn variants() -> Vec<Variant> {
    vec![
        Variant::new(
            "cookie-cache-compact",
            &[("OWNLY_COOKIE_CACHE", "compact"), ("OWNLY_COOKIE_CACHE_MAX_AGE", "120")],
            told(cases!("compact", COMPACT), "signed.session"),
        ),
        Variant::new("cookie-cache-compact", &[("OWNLY_COOKIE_CACHE", "compact")], booleans()),
        Variant::new(
            "cookie-cache-jwe",
            &[("OWNLY_COOKIE_CACHE", "jwe"), ("OWNLY_COOKIE_CACHE_MAX_AGE", "120")],
            cases!("jwe", JWE),
        ),
        Variant::new(
            "cookie-cache-jwt",
            &[("OWNLY_COOKIE_CACHE", "jwt"), ("OWNLY_COOKIE_CACHE_MAX_AGE", "120")],
            told(cases!("jwt", JWT), "claims"),
        ),
        Variant::as_is(
            "cookie-cache-jwt-jwks",
            not_applicable(
                "a copy is signed with the secret, and not with the keys of tokens",
                ["cache-jwks-01-signup", "cache-jwks-02-get-session"],
            ),
        ),
    ]
}

/// What a query may say of the cache.
fn booleans() -> Vec<Case> {
    let changed = Person {
        id: "eQ100WsuGbXAup3W6jZRbQR2DKHbs81R",
        name: "DB",
        email: "q@example.com",
        ..SOMEBODY
    };
    replay_given(
        [
            "session-45-disable-cookie-cache-false-is-true",
            "session-46-disable-cookie-cache-empty-is-false",
        ],
        || [changed.into(), session("mTSuGSi7lSqfCRk8zsyXIbhAOPwUbaP7", changed).into()],
    )
}
