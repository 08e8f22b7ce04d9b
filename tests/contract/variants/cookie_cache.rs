//! `session_data`, which lets `get-session` answer without the database.

use chrono::TimeDelta;

use crate::{
    case::{Case, Cases, replay, replay_given},
    given::{Given, session},
    people::{Person, SOMEBODY},
};

use super::Variant;

const SETTING: &str = "the cookie cache";

pub fn variants() -> Vec<Variant> {
    vec![
        Variant::new("cookie-cache-compact", |_| {}, compact()),
        Variant::new("cookie-cache-jwe", |_| {}, jwe()),
        Variant::new("cookie-cache-jwt", |_| {}, jwt()),
        Variant::new(
            "cookie-cache-jwt-jwks",
            |_| {},
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

fn compact() -> Vec<Case> {
    let cast = Cast {
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
    let nothing = replay([
        "cache-compact-01-signup",
        "cache-compact-06-cache-without-token",
        "cache-compact-16-chunked-get-session",
    ]);
    let signed_in = replay_given(
        [
            "cache-compact-02-get-session-from-cache",
            "cache-compact-03-disable-cookie-cache",
            "cache-compact-04-no-cache-cookie",
            "cache-compact-05-tampered",
        ],
        || cast.signed_in(),
    );
    let short = replay_given(
        ["cache-compact-07-signin-remember-false", "cache-compact-08-cache-of-other-session"],
        || cast.short(),
    );
    let revoked = replay_given(
        [
            "cache-compact-09-revoked-but-cached",
            "cache-compact-10-revoked-sensitive",
            "cache-compact-11-revoked-token-endpoint",
            "cache-compact-12-revoked-update-user",
        ],
        || [cast.changed()],
    );
    let due = replay_given(
        [
            "cache-compact-13-refresh-on-get-session",
            "cache-compact-14-refresh-on-token-endpoint",
            "cache-compact-15-signout",
        ],
        || cast.due(),
    );
    let booleans = replay_given(
        [
            "session-45-disable-cookie-cache-false-is-true",
            "session-46-disable-cookie-cache-empty-is-false",
        ],
        || {
            let db = Person {
                id: "eQ100WsuGbXAup3W6jZRbQR2DKHbs81R",
                name: "DB",
                email: "q@example.com",
                ..SOMEBODY
            };
            [db.into(), session("mTSuGSi7lSqfCRk8zsyXIbhAOPwUbaP7", db).into()]
        },
    );
    let all = [nothing, signed_in, short, revoked, due, booleans].into_iter().flatten();
    all.collect::<Vec<_>>().awaiting(SETTING)
}

fn jwe() -> Vec<Case> {
    let cast = Cast {
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
    let nothing = replay([
        "cache-jwe-01-signup",
        "cache-jwe-06-cache-without-token",
        "cache-jwe-16-chunked-get-session",
    ]);
    let signed_in = replay_given(
        [
            "cache-jwe-02-get-session-from-cache",
            "cache-jwe-03-disable-cookie-cache",
            "cache-jwe-04-no-cache-cookie",
            "cache-jwe-05-tampered",
        ],
        || cast.signed_in(),
    );
    let short = replay_given(
        ["cache-jwe-07-signin-remember-false", "cache-jwe-08-cache-of-other-session"],
        || cast.short(),
    );
    let revoked = replay_given(
        [
            "cache-jwe-09-revoked-but-cached",
            "cache-jwe-10-revoked-sensitive",
            "cache-jwe-11-revoked-token-endpoint",
            "cache-jwe-12-revoked-update-user",
        ],
        || [cast.changed()],
    );
    let due = replay_given(
        [
            "cache-jwe-13-refresh-on-get-session",
            "cache-jwe-14-refresh-on-token-endpoint",
            "cache-jwe-15-signout",
        ],
        || cast.due(),
    );
    let all = [nothing, signed_in, short, revoked, due].into_iter().flatten();
    all.collect::<Vec<_>>().awaiting(SETTING)
}

fn jwt() -> Vec<Case> {
    let cast = Cast {
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
    let nothing = replay([
        "cache-jwt-01-signup",
        "cache-jwt-06-cache-without-token",
        "cache-jwt-16-chunked-get-session",
    ]);
    let signed_in = replay_given(
        [
            "cache-jwt-02-get-session-from-cache",
            "cache-jwt-03-disable-cookie-cache",
            "cache-jwt-04-no-cache-cookie",
            "cache-jwt-05-tampered",
        ],
        || cast.signed_in(),
    );
    let short = replay_given(
        ["cache-jwt-07-signin-remember-false", "cache-jwt-08-cache-of-other-session"],
        || cast.short(),
    );
    let revoked = replay_given(
        [
            "cache-jwt-09-revoked-but-cached",
            "cache-jwt-10-revoked-sensitive",
            "cache-jwt-11-revoked-token-endpoint",
            "cache-jwt-12-revoked-update-user",
        ],
        || [cast.changed()],
    );
    let due = replay_given(
        [
            "cache-jwt-13-refresh-on-get-session",
            "cache-jwt-14-refresh-on-token-endpoint",
            "cache-jwt-15-signout",
        ],
        || cast.due(),
    );
    let all = [nothing, signed_in, short, revoked, due].into_iter().flatten();
    all.collect::<Vec<_>>().awaiting(SETTING)
}
