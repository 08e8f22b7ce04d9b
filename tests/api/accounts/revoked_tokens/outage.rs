//! The database goes away. (SQLite is a file: it does not.)

use std::thread;

use serde_json::json;
use testing::{Backend, TestDatabase};

use super::{super::outage::allow_connections, WITHIN, ask, good, revoking, scene};
use crate::app::TestApp;

#[test]
fn no_request_asks_the_database_until_what_is_known_is_too_old_and_then_it_is_503() {
    let Some(app) = TestApp::spawn_with(Backend::Postgres, revoking) else { return };
    let elsewhere = TestDatabase::new(Backend::Postgres);
    let (mut browsers, tokens) = scene(&app);
    browsers[0].post("/sign-out", json!({})).expect(200);
    app.stop_clock();
    app.advance(WITHIN);
    good(&app, &tokens, [false, true, true]);

    allow_connections(&elsewhere, &app, false);
    for _ in 0..20 {
        good(&app, &tokens, [false, true, true]);
    }
    app.advance(WITHIN);
    thread::scope(|scope| {
        // Several at once: those who wait are not told that all is well either.
        for token in [&tokens[1], &tokens[2], &tokens[1], &tokens[2], &tokens[1]] {
            scope.spawn(|| {
                let answer = ask(&app, token).expect_error(503, "SERVICE_UNAVAILABLE");
                assert_eq!(answer.header("retry-after"), Some("1"));
                assert_eq!(answer.header("www-authenticate"), None);
            });
        }
        // Of what is known to be bad nobody need know more.
        ask(&app, &tokens[0]).expect_error(401, "INVALID_TOKEN");
        ask(&app, "made.up.token").expect_error(401, "INVALID_TOKEN");
        app.get("/api/me").send().expect_error(401, "MISSING_TOKEN");
    });

    allow_connections(&elsewhere, &app, true);
    good(&app, &tokens, [false, true, true]);
}
