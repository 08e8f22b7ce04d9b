//! Several servers count together, and with Better Auth.

use std::{sync::Arc, thread};

use accounts::RateLimit;
use chrono::{TimeDelta, Utc};
use rstest::rstest;
use testing::Backend;

use super::{expect_limited, limiting, limits, sign_in, sign_up};
use crate::{app::TestApp, browser::PASSWORD};

#[rstest]
fn of_sixteen_calls_at_two_servers_at_once_three_pass(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(one) = limiting(on, RateLimit::Database) else { return };
    let two = TestApp::spawn_on(Arc::clone(&one.database), |config| {
        limits(config, RateLimit::Database);
    });
    let servers = [&one, &two];
    let statuses = thread::scope(|scope| {
        let call = |app| sign_in(app, "203.0.113.1", "wrong wrong").send().status;
        let calls: Vec<_> = (0..16).map(|n| scope.spawn(move || call(servers[n % 2]))).collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 3, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 13, "{statuses:?}");
}

#[rstest]
fn what_better_auth_has_counted_counts(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = limiting(on, RateLimit::Database) else { return };
    let now = Utc::now().timestamp_millis();
    app.database.execute(&format!(
        r#"INSERT INTO "rateLimit" ("id", "key", "count", "lastRequest")
           VALUES ('x', '203.0.113.1|/sign-in/email', 3, {now})"#
    ));
    expect_limited(&sign_in(&app, "203.0.113.1", PASSWORD).send(), 10);
    app.advance(TimeDelta::seconds(10));
    sign_in(&app, "203.0.113.1", PASSWORD).send().expect(401);
    let counted = r#"SELECT concat("id", ' ', "count") FROM "rateLimit" WHERE "key" LIKE '203%'"#;
    assert_eq!(app.database.text(counted), ["x 1"]);
}

#[rstest]
fn rows_that_count_no_more_are_deleted(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = limiting(on, RateLimit::Database) else { return };
    sign_up(&app);
    for number in 0..20 {
        sign_in(&app, &format!("203.0.113.{number}"), "wrong wrong").send();
    }
    let keys = || app.database.text(r#"SELECT "key" FROM "rateLimit""#);
    assert!(keys().len() > 20, "{:?}", keys());
    assert!(keys().iter().all(|key| !key.contains("ada")), "{:?}", keys());
    app.advance(TimeDelta::minutes(16));
    app.get("/api/auth/ok").send().expect(200);
    assert_eq!(keys(), ["127.0.0.1|/ok"]);
}
