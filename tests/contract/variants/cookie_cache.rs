//! `session_data`, which lets `get-session` answer without the database.

use chrono::TimeDelta;

use crate::{
    case::{Case, Cases, replay, replay_given},
    given::{Given, session},
    people::{Person, SOMEBODY},
};

use super::Variant;

const SETTING: &str = "the cookie cache";

/// The exchanges that were recorded for each strategy.
macro_rules! cases {
    ($strategy:literal, $cast:expr) => {{
        let nothing = replay([
            concat!("cache-", $strategy, "-01-signup"),
            concat!("cache-", $strategy, "-06-cache-without-token"),
            concat!("cache-", $strategy, "-16-chunked-get-session"),
        ]);
        let signed_in = replay_given(
            [
                concat!("cache-", $strategy, "-02-get-session-from-cache"),
                concat!("cache-", $strategy, "-03-disable-cookie-cache"),
                concat!("cache-", $strategy, "-04-no-cache-cookie"),
                concat!("cache-", $strategy, "-05-tampered"),
            ],
            || $cast.signed_in(),
        );
        let short = replay_given(
            [
                concat!("cache-", $strategy, "-07-signin-remember-false"),
                concat!("cache-", $strategy, "-08-cache-of-other-session"),
            ],
            || $cast.short(),
        );
        let revoked = replay_given(
            [
                concat!("cache-", $strategy, "-09-revoked-but-cached"),
                concat!("cache-", $strategy, "-10-revoked-sensitive"),
                concat!("cache-", $strategy, "-11-revoked-token-endpoint"),
                concat!("cache-", $strategy, "-12-revoked-update-user"),
            ],
            || [$cast.changed()],
        );
        let due = replay_given(
            [
                concat!("cache-", $strategy, "-13-refresh-on-get-session"),
                concat!("cache-", $strategy, "-14-refresh-on-token-endpoint"),
                concat!("cache-", $strategy, "-15-signout"),
            ],
            || $cast.due(),
        );
        let all = [nothing, signed_in, short, revoked, due].into_iter().flatten();
        all.collect::<Vec<_>>().awaiting(SETTING)
    }};
}

pub fn variants() -> Vec<Variant> {
    vec![
        Variant::as_is(
            "cookie-cache-compact",
            cases!("compact", COMPACT).into_iter().chain(booleans()),
        ),
        Variant::as_is("cookie-cache-jwe", cases!("jwe", JWE)),
        Variant::as_is("cookie-cache-jwt", cases!("jwt", JWT)),
        Variant::as_is(
            "cookie-cache-jwt-jwks",
            replay(["cache-jwks-01-signup", "cache-jwks-02-get-session"]).awaiting(SETTING),
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
    asked.awaiting(SETTING)
}
