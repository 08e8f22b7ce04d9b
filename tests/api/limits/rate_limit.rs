//! Better Auth's rules.

use accounts::RateLimit;
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{expect_limited, limiting, sign_in, sign_up};
use crate::{app::TestApp, browser::PASSWORD};

#[rstest]
fn the_fourth_sign_in_within_ten_seconds_is_refused(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(RateLimit::Memory, RateLimit::Database)] limit: RateLimit,
) {
    let Some(app) = limiting(on, limit) else { return };
    sign_up(&app);
    for (password, status) in [(PASSWORD, 200), ("wrong wrong", 401), (PASSWORD, 200)] {
        sign_in(&app, "203.0.113.1", password).send().expect(status);
    }
    expect_limited(&sign_in(&app, "203.0.113.1", PASSWORD).send(), 10);
    // Whatever else is wrong with it, and whatever the method.
    for (method, kind) in [("POST", "text/plain"), ("OPTIONS", ""), ("PUT", "")] {
        let request = app.request(method, "/api/auth/sign-in/email").header("content-type", kind);
        let request = request.header("x-forwarded-for", "203.0.113.1");
        expect_limited(&request.body("x").send(), 10);
    }

    // Another address, another path, and the data are not concerned.
    sign_in(&app, "203.0.113.2", PASSWORD).send().expect(200);
    let from = |path: &str| app.get(path).header("x-forwarded-for", "203.0.113.1");
    from("/api/auth/get-session").send().expect(200);
    from("/api/tasks").send().expect(401);

    app.advance(TimeDelta::seconds(10));
    sign_in(&app, "203.0.113.1", PASSWORD).send().expect(200);
}

/// Ten seconds from the last one that was let through, however long ago the first was.
#[rstest]
fn each_that_passes_begins_the_window_anew(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(RateLimit::Memory, RateLimit::Database)] limit: RateLimit,
) {
    let Some(app) = limiting(on, limit) else { return };
    sign_up(&app);
    for _ in 0..3 {
        app.advance(TimeDelta::seconds(5));
        sign_in(&app, "203.0.113.1", PASSWORD).send().expect(200);
    }
    app.advance(TimeDelta::seconds(4));
    expect_limited(&sign_in(&app, "203.0.113.1", PASSWORD).send(), 6);
    // One that was refused does not.
    app.advance(TimeDelta::seconds(6));
    sign_in(&app, "203.0.113.1", PASSWORD).send().expect(200);
}

#[rstest]
fn mails_are_limited_to_three_a_minute(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("/request-password-reset", "/send-verification-email")] path: &str,
) {
    let Some(app) = limiting(on, RateLimit::Memory) else { return };
    let ask = || {
        let body = json!({ "email": "nobody@example.com" });
        app.post(&format!("/api/auth{path}")).json(body).send()
    };
    for _ in 0..3 {
        assert_ne!(ask().status, 429);
    }
    expect_limited(&ask(), 60);
    app.advance(TimeDelta::seconds(50));
    expect_limited(&ask(), 10);
    app.advance(TimeDelta::seconds(10));
    assert_ne!(ask().status, 429);
}

#[rstest]
fn anything_else_is_limited_to_a_hundred(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = limiting(on, RateLimit::Memory) else { return };
    for number in 0..100 {
        // What is nowhere counts, and is nowhere together.
        app.get(&format!("/api/auth/made-up-{number}")).send().expect(404);
        app.get("/api/auth/ok/").send().expect(404);
    }
    expect_limited(&app.get("/api/auth/another").send(), 10);
    expect_limited(&app.get("/api/auth").send(), 10);
    expect_limited(&app.get("/api/auth/ok").send(), 10);
    app.get("/api/auth/get-session").send().expect(200);
}

#[rstest]
fn parallel_calls_are_counted_one_by_one(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let app = TestApp::spawn_with(on, |config| {
        super::limits(config, RateLimit::Memory);
        config.workers = 2;
    });
    let Some(app) = app else { return };
    let statuses = std::thread::scope(|scope| {
        let call = || sign_in(&app, "203.0.113.1", "wrong wrong").send().status;
        let calls: Vec<_> = (0..16).map(|_| scope.spawn(call)).collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(statuses.iter().filter(|status| **status != 429).count(), 3, "{statuses:?}");
}

#[rstest]
fn a_limit_can_be_switched_off(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = limiting(on, RateLimit::Off) else { return };
    sign_up(&app);
    for _ in 0..15 {
        sign_in(&app, "203.0.113.1", "wrong wrong").send().expect(401);
    }
    sign_in(&app, "203.0.113.1", PASSWORD).send().expect(200);
}
