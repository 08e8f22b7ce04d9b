//! `NODE_ENV=production`: rate limits, and where errors lead.

use crate::{
    case::{Case, Cases, not_applicable, replay, replay_given},
    people::{Person, SOMEBODY},
};

use super::Variant;

const R: Person = Person {
    id: "rH51aWcbN6Bgt4oV34GYQ7IMPs5LRhT2",
    name: "R",
    email: "r@example.com",
    ..SOMEBODY
};

pub fn variants() -> Vec<Variant> {
    vec![
        Variant::as_is("production-http-base-url", replay(["prod-04-http-base-url-no-prefix"])),
        Variant::as_is(
            "production-no-base-url",
            not_applicable(
                "without a public URL the server is at http://localhost, in production too",
                ["prod-03-no-base-url-secure-prefix"],
            ),
        ),
        Variant::new(
            "production-rate-limit-database",
            &[("OWNLY_RATE_LIMIT", "database")],
            replay(["ratelimit-20-db-limited"]).sent_before(3),
        ),
        Variant::new(
            "production-rate-limit-memory",
            &[("OWNLY_ERROR_URL", "/"), ("OWNLY_RATE_LIMIT", "memory")],
            limits(),
        ),
    ]
}

fn limits() -> Vec<Case> {
    let pages = replay(["prod-01-error-redirects", "prod-02-error-bad-code"]);
    let sign_up = replay(["ratelimit-01-signup-ok"]);
    let sign_in = replay_given(["ratelimit-02-signin-1"], || [R.into()]);
    let then = replay([
        "ratelimit-02-signin-2",
        "ratelimit-02-signin-3",
        "ratelimit-03-signin-4-limited",
        "ratelimit-04-other-ip-ok",
        "ratelimit-05-other-path-same-ip-ok",
        "ratelimit-06-limited-even-if-invalid-body",
        "ratelimit-09-options-counted",
    ]);
    let reset = replay(["ratelimit-07-reset-4-limited"]).sent_before(3);
    let unknown = replay(["ratelimit-08-no-ip-shared-bucket"]).sent_before(3);
    let then = [then, reset, unknown].into_iter().flatten().collect::<Vec<_>>();
    [pages, sign_up, sign_in, then.following()].into_iter().flatten().collect()
}
