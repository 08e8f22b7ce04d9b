//! The database goes away and comes back. A client that were told 401 meanwhile would sign its
//! user out. (SQLite is a file: it does not go away.)

use std::thread;

use accounts::RateLimit;
use serde_json::json;
use testing::{Backend, TestDatabase};

use super::{get_session, newcomer, sign_in};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
    client::Request,
};

/// Refuses every connection to a database, or lets them in again.
pub(super) fn allow_connections(elsewhere: &TestDatabase, app: &TestApp, allowed: bool) {
    let name = app.database.url().rsplit_once('/').unwrap().1;
    elsewhere.execute(&format!(r#"ALTER DATABASE "{name}" ALLOW_CONNECTIONS {allowed}"#));
    if !allowed {
        elsewhere.text(&format!(
            "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = '{name}'"
        ));
    }
}

#[test]
fn a_database_that_is_away_is_503_until_it_is_back() {
    let Some(app) = TestApp::spawn(Backend::Postgres) else { return };
    let elsewhere = TestDatabase::new(Backend::Postgres);
    let mut browser = Browser::signed_up(&app, "ada");
    let (token, cookies) = (browser.token(), browser.cookies());
    let unknown_kid = {
        let Some(other) = TestApp::spawn(Backend::Postgres) else { return };
        Browser::signed_up(&other, "eve").token()
    };
    let task = json!({ "title": "Survives" });
    let requests = || -> Vec<Request<'_>> {
        vec![
            get_session(&app).cookie(&cookies),
            app.get("/api/auth/token").cookie(&cookies),
            app.get("/api/auth/jwks"),
            app.post("/api/auth/sign-up/email").json(newcomer("grace@example.com")),
            app.post("/api/auth/sign-in/email")
                .json(json!({ "email": "ada@example.com", "password": PASSWORD })),
            app.post("/api/auth/sign-out").bearer("x"),
            app.get("/api/tasks").bearer(&token),
            app.post("/api/tasks").bearer(&token).json(task.clone()),
            // Its key may be one that another server has just made.
            app.get("/api/me").bearer(&unknown_kid),
            app.get("/health/ready"),
        ]
    };

    allow_connections(&elsewhere, &app, false);
    thread::scope(|scope| {
        for request in requests() {
            scope.spawn(|| {
                let answer = request.send().expect_error(503, "SERVICE_UNAVAILABLE");
                assert_eq!(answer.header("retry-after"), Some("1"));
                assert_eq!(answer.set_cookies(), super::NO_COOKIES);
            });
        }
        // What needs no database goes on.
        app.get("/health/live").send().expect(200);
        app.get("/api/me").bearer(&token).send().expect(200);
        get_session(&app).send().expect(200);
    });

    allow_connections(&elsewhere, &app, true);
    let statuses: Vec<_> = requests().into_iter().map(|request| request.send().status).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 200, 201, 401, 200]);
    sign_in(&app, "grace@example.com", PASSWORD).expect(200);
}

/// Whoever waits while another looks for the key is told what became of that, not that there is none.
#[test]
fn many_at_once_with_a_key_that_nobody_knows_are_all_503_while_the_database_is_away() {
    let Some(app) = TestApp::spawn(Backend::Postgres) else { return };
    let elsewhere = TestDatabase::new(Backend::Postgres);
    let unknown_kid = {
        let Some(other) = TestApp::spawn(Backend::Postgres) else { return };
        Browser::signed_up(&other, "eve").token()
    };
    app.get("/api/me").bearer(&unknown_kid).send().expect(401);
    allow_connections(&elsewhere, &app, false);
    thread::scope(|scope| {
        for _ in 0..24 {
            scope.spawn(|| app.get("/api/me").bearer(&unknown_kid).send().expect(503));
        }
    });
    allow_connections(&elsewhere, &app, true);
    app.get("/api/me").bearer(&unknown_kid).send().expect(401);
}

/// What cannot be counted is not let through: whoever could keep the counters away would have no
/// limit, and nearly all that is limited needs the database itself.
#[test]
fn where_the_limits_are_in_a_database_that_is_away_all_is_503() {
    let page = "https://app.example.com";
    let app = TestApp::spawn_with(Backend::Postgres, |config| {
        let accounts = config.accounts.as_mut().unwrap();
        accounts.limits.rate_limit = RateLimit::Database;
        accounts.trusted_origins = vec![page.to_owned()];
    });
    let Some(app) = app else { return };
    let elsewhere = TestDatabase::new(Backend::Postgres);
    allow_connections(&elsewhere, &app, false);
    for path in ["/api/auth/ok", "/api/auth/get-session", "/api/auth/nope"] {
        let answer = app.get(path).header("origin", page).send();
        let answer = answer.expect_error(503, "SERVICE_UNAVAILABLE");
        assert_eq!(answer.header("retry-after"), Some("1"));
        // Pages elsewhere may read that too.
        assert_eq!(answer.header("access-control-allow-origin"), Some(page));
    }
    allow_connections(&elsewhere, &app, true);
    app.get("/api/auth/ok").send().expect(200);
}

/// A server that was restarted has closed all connections of the pool, and none knows it yet.
#[test]
fn connections_that_died_are_replaced_unnoticed() {
    let Some(app) = TestApp::spawn(Backend::Postgres) else { return };
    let elsewhere = TestDatabase::new(Backend::Postgres);
    let mut browser = Browser::signed_up(&app, "ada");
    let token = browser.token();
    for _ in 0..3 {
        allow_connections(&elsewhere, &app, false);
        allow_connections(&elsewhere, &app, true);
        browser.get("/get-session").expect(200);
        app.get("/api/tasks").bearer(&token).send().expect(200);
        browser.sign_in("ada", PASSWORD).expect(200);
    }
}
