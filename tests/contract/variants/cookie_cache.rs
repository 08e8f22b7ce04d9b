//! `session_data`, which lets `get-session` answer without the database.

use chrono::TimeDelta;

use crate::{
    case::{Case, Cases, not_applicable, replay, replay_given},
    given::{Given, session},
    people::{Person, SOMEBODY},
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

/// Who is in a recording.
struct Cast {
    user: Person,
    /// The first session.
    first: &'static str,
    /// The session that is not to be remembered.
    short: &'static str,
    /// The session that is due for a refresh.
    due: &'static str,
}

impl Cast {
    /// Whose name was changed behind the cookie's back.
    fn changed(&self) -> Given {
        Person { name: "Changed behind", ..self.user }.into()
    }

    fn signed_in(&self) -> [Given; 2] {
        [self.changed(), session(self.first, self.user).into()]
    }

    fn short(&self) -> [Given; 2] {
        let short = session(self.short, self.user).expires_in(TimeDelta::days(1));
        [self.changed(), short.into()]
    }

    fn due(&self) -> [Given; 2] {
        let due = session(self.due, self.user).expires_in(TimeDelta::days(5));
        [Person { name: "zzz", ..self.user }.into(), due.into()]
    }
}

const COMPACT: Cast = Cast {
    user: Person {
        id: "Ewm6X5a2SuEpbAFln3virFac8JiG192s",
        name: "C",
        email: "c@example.com",
        ..SOMEBODY
    },
    first: "mdhcUZedmyCu7iKomcoDoFr1jZqIUSVx",
    short: "t7epqU1bK0CrTpByyRYTfcJqyu1D6fEZ",
    due: "TX7iO0FyH4DrrGoKaFpJ3Imjr5lY9meV",
};

const JWE: Cast = Cast {
    user: Person {
        id: "9Gb89DZNxLU1QxjAgjISMqyzcVaUCWEZ",
        name: "C",
        email: "c@example.com",
        ..SOMEBODY
    },
    first: "x2NJR2P36degBduOu3KO2phWFr3ymqRQ",
    short: "zbSljRc9DUX3Ehk21TISPyQb3sPO1zzQ",
    due: "aM2ChQV6j0GuD2PSsDocSIiozwCDaQqL",
};

const JWT: Cast = Cast {
    user: Person {
        id: "pk55avXzZXDbDf7NV2UQFPAGT2EYOCts",
        name: "C",
        email: "c@example.com",
        ..SOMEBODY
    },
    first: "BZ77CfIkDZiBx6SURPfBb6OKfUoWopZm",
    short: "GwWiJjHhoXAKVAJ0gbW76HP10lmVN9MN",
    due: "vIpglmQL0kOK0BXJJxTWtGRCkjuysz0k",
};

/// Where a copy can be read, the address of the client is in it.
fn told(cases: Vec<Case>, path: &str) -> Vec<Case> {
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

fn long_token(cases: Vec<Case>) -> Vec<Case> {
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

fn not_believed(cases: Vec<Case>) -> Vec<Case> {
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

fn all_cookies(cases: Vec<Case>) -> Vec<Case> {
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

/// What a query may say of the cache.
fn booleans() -> Vec<Case> {
    let changed = Person {
        id: "eQ100WsuGbXAup3W6jZRbQR2DKHbs81R",
        name: "DB",
        email: "q@example.com",
        ..SOMEBODY
    };
    let asked = replay_given(
        [
            "session-45-disable-cookie-cache-false-is-true",
            "session-46-disable-cookie-cache-empty-is-false",
        ],
        || [changed.into(), session("mTSuGSi7lSqfCRk8zsyXIbhAOPwUbaP7", changed).into()],
    );
    asked
}
