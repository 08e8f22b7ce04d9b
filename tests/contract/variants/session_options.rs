//! How long sessions last, what proves one, and which secret signs.

use chrono::TimeDelta;

use crate::{
    case::{Case, Cases, replay_given},
    given::{Given, session},
    people::{Person, SOMEBODY},
};

use super::Variant;

const D: Person = Person { email: "d@example.com", ..SOMEBODY };
const X: Person = Person { email: "x@example.com", ..SOMEBODY };
const J: Person = Person { email: "j@example.com", ..SOMEBODY };
const Q: Person = Person { name: "Q", email: "q@example.com", ..SOMEBODY };

pub fn variants() -> Vec<Variant> {
    vec![
        Variant::new("bearer-require-signature", &[("OWNLY_BEARER", "signed")], signed_bearer()),
        Variant::new("defer-refresh", &[("OWNLY_SESSION_REFRESH", "deferred")], deferred()),
        Variant::new(
            "secrets-versioned",
            &[
                ("BETTER_AUTH_SECRET", ""),
                (
                    "BETTER_AUTH_SECRETS",
                    "2:second-secret-second-secret-0123456789,1:first-secret-first-secret-0123456789xx",
                ),
            ],
            secrets(),
        ),
        Variant::new(
            "session-options",
            &[
                ("OWNLY_SESSION_EXPIRES_IN", "3600"),
                ("OWNLY_SESSION_UPDATE_AGE", "0"),
                ("OWNLY_SESSION_FRESH_AGE", "0"),
            ],
            ages(),
        ),
        Variant::new("session-refresh-off", &[("OWNLY_SESSION_REFRESH", "off")], never_refreshed()),
    ]
}

fn signed_bearer() -> Vec<Case> {
    let given = || [X.into(), session("AHiCzuM4ynYlKnqyh1FddLoNswUjmJZA", X).into()];
    let raw = replay_given(["bearer-sig-01-raw"], given);
    let signed = replay_given(["bearer-sig-02-signed"], given).differ(
        "plugins-on",
        [
            ["header access-control-expose-headers", "absent", "set-auth-jwt"],
            ["header set-auth-jwt", "absent", "<jwt>"],
        ],
    );
    raw.into_iter().chain(signed).collect()
}

fn deferred() -> Vec<Case> {
    let not_due = replay_given(["defer-01-get-not-due"], || {
        lasting("AOzzbWCpqUFbv9xf1EhqDtSEJPUEcAX3", TimeDelta::days(7))
    });
    let due = replay_given(["defer-02-get-due", "defer-03-post"], || {
        lasting("AOzzbWCpqUFbv9xf1EhqDtSEJPUEcAX3", TimeDelta::days(5))
    });
    [not_due, due].into_iter().flatten().collect()
}

fn secrets() -> Vec<Case> {
    let token = replay_given(["secrets-01-token"], || {
        [J.into(), session("HgDOJkTnx3LMqojXPXujkNokh9fxkqY8", J).into()]
    });
    let cookies = replay_given(
        ["secrets-02-cookie-current-secret", "secrets-03-cookie-previous-secret"],
        || [Q.into(), session("5LzwP2m6EwEQz2vAwKM9f6JeZNVwd0D1", Q).into()],
    );
    [token, cookies].into_iter().flatten().collect()
}

fn ages() -> Vec<Case> {
    let refreshed = replay_given(["sessopt-01-update-age-0"], || {
        lasting("gnEfiWhAFIk8nL4N5aYwKSlGZbS0zZcA", TimeDelta::hours(1))
    });
    let old = TimeDelta::days(2517) + TimeDelta::hours(18) + TimeDelta::seconds(92);
    let fresh = replay_given(["sessopt-02-fresh-age-0"], || {
        [
            D.into(),
            session("gnEfiWhAFIk8nL4N5aYwKSlGZbS0zZcA", D)
                .aged(old)
                .expires_in(TimeDelta::hours(1))
                .into(),
        ]
    });
    [refreshed, fresh].into_iter().flatten().collect()
}

fn never_refreshed() -> Vec<Case> {
    replay_given(["sessoff-01-due-but-off"], || {
        lasting("BpmDbRy24bqWaFZpCqixA0eVEiE8D0TO", TimeDelta::days(5))
    })
}

fn lasting(token: &'static str, expires_in: TimeDelta) -> [Given; 2] {
    [D.into(), session(token, D).expires_in(expires_in).into()]
}
