//! What is told to those who watch the server, and what is not.

use std::collections::{BTreeMap, BTreeSet};

use accounts::{Delivery, MailSettings, RateLimit, Secret};
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
    client::{Answer, Client},
};

const TOKEN: &str = "a token for who watches, which is long enough";

/// A server whose numbers have an address of their own.
fn watched(on: Backend) -> Option<TestApp> {
    TestApp::spawn_with(on, |config| {
        config.metrics.listen = Some("127.0.0.1:0".parse().unwrap());
        config.accounts.as_mut().unwrap().limits.rate_limit = RateLimit::Memory;
    })
}

fn look(app: &TestApp) -> Answer {
    Client::new(app.metrics.unwrap()).request("GET", "/metrics").send().expect(200)
}

/// The samples by name and labels, as they are written.
fn numbers(app: &TestApp) -> BTreeMap<String, f64> {
    let text = look(app).text;
    assert!(text.ends_with("# EOF\n"), "{text}");
    let samples = text.lines().filter(|line| !line.starts_with('#'));
    let samples = samples.map(|line| line.rsplit_once(' ').unwrap());
    let mut all = BTreeMap::new();
    for (name, value) in samples {
        let twice = all.insert(name.to_owned(), value.parse().unwrap());
        assert_eq!(twice, None, "{name}");
    }
    all
}

#[track_caller]
fn expect(numbers: &BTreeMap<String, f64>, expected: &[(&str, f64)]) {
    for (name, value) in expected {
        assert_eq!(numbers.get(*name), Some(value), "{name} in {numbers:#?}");
    }
}

#[rstest]
fn requests_are_counted_by_route_and_not_by_path(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = watched(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let token = ada.token();
    for number in 0..3 {
        let task = format!("/api/tasks/01933e2a-5b7c-7def-8123-45678900000{number}");
        app.get(&task).bearer(&token).send().expect(404);
        app.get(&format!("/made-up/{number}")).send().expect(404);
        app.get(&format!("/api/auth/made-up/{number}")).send().expect(404);
        app.get(&format!("/api/auth/reset-password/secret-{number}?callbackURL=/")).send();
    }
    app.request("BREW", "/api/tasks").send().expect(405);
    app.get("/health/live").send().expect(200);

    let seen = numbers(&app);
    let count = |method: &str, route: &str, status: u16| {
        let labels = format!(r#"method="{method}",route="{route}",status="{status}""#);
        seen.get(&format!("ownly_http_requests_total{{{labels}}}")).copied()
    };
    assert_eq!(count("GET", "/api/tasks/{id}", 404), Some(3.0), "{seen:#?}");
    assert_eq!(count("GET", "none", 404), Some(6.0), "{seen:#?}");
    assert_eq!(count("GET", "/api/auth/reset-password/{token}", 302), Some(3.0), "{seen:#?}");
    assert_eq!(count("POST", "/api/auth/sign-up/email", 200), Some(1.0));
    assert_eq!(count("other", "/api/tasks", 405), Some(1.0));
    assert_eq!(count("GET", "/health/live", 200), Some(1.0));
    let timed = |suffix: &str| {
        let labels = r#"method="GET",route="/api/tasks/{id}""#;
        format!("ownly_http_request_duration_seconds_{suffix}{{{labels}")
    };
    assert_eq!(seen.get(&format!("{}}}", timed("count"))), Some(&3.0));
    assert!(seen[&format!("{}}}", timed("sum"))] > 0.0);
    let all = r#"le="+Inf",method="GET",route="/api/tasks/{id}""#;
    let all = format!("ownly_http_request_duration_seconds_bucket{{{all}}}");
    assert_eq!(seen.get(&all), Some(&3.0), "{seen:#?}");
    assert!(seen["ownly_http_connections"] >= 0.0);
}

#[rstest]
fn what_becomes_of_tokens_is_counted(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = watched(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    for _ in 0..3 {
        app.get("/api/tasks").bearer(&token).send().expect(200);
    }
    app.get("/api/tasks").send().expect(401);
    let (signed, _) = token.rsplit_once('.').unwrap();
    app.get("/api/tasks").bearer(&format!("{signed}.{}", "A".repeat(86))).send().expect(401);
    app.get("/api/tasks").bearer("a.b").send().expect(401);
    app.advance(TimeDelta::hours(1));
    app.get("/api/tasks").bearer(&token).send().expect(401);

    let seen = numbers(&app);
    expect(
        &seen,
        &[
            (r#"ownly_token_checks_total{result="accepted"}"#, 3.0),
            (r#"ownly_token_checks_total{result="missing"}"#, 1.0),
            (r#"ownly_token_checks_total{result="bad_signature"}"#, 1.0),
            (r#"ownly_token_checks_total{result="not_three_segments"}"#, 1.0),
            (r#"ownly_token_checks_total{result="expired"}"#, 1.0),
            (r#"ownly_token_cache_lookups_total{result="hit"}"#, 3.0),
            (r#"ownly_token_cache_lookups_total{result="miss"}"#, 3.0),
            ("ownly_token_cache_entries", 0.0),
            ("ownly_token_cache_bytes", 0.0),
            ("ownly_keys", 1.0),
            ("ownly_ready", 1.0),
        ],
    );
    let now = chrono::Utc::now().timestamp() as f64;
    let made = seen["ownly_signing_key_created_timestamp_seconds"];
    assert!((made - now).abs() < 120.0, "{made}");
    assert!(seen["ownly_keys_refreshed_timestamp_seconds"] >= made - 1.0);
    assert!((seen["ownly_start_timestamp_seconds"] - now).abs() < 120.0);
}

#[rstest]
fn the_database_the_hashes_and_the_limits_are_counted(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = watched(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    app.advance(TimeDelta::minutes(1));
    ada.sign_in("ada", "not her password").expect(401);
    ada.sign_in("nobody", PASSWORD).expect(401);
    ada.sign_in("ada", PASSWORD).expect(200);
    ada.sign_in("ada", PASSWORD).expect(429);
    ada.post("/sign-out", json!({})).expect(200);

    let seen = numbers(&app);
    expect(
        &seen,
        &[
            ("ownly_password_hashes_total", 4.0),
            ("ownly_password_hash_waiting", 0.0),
            ("ownly_password_hash_refusals_total", 0.0),
            (r#"ownly_rate_limited_total{rule="/sign-in/email"}"#, 1.0),
            (r#"ownly_security_events_total{event="sign_up",reason=""}"#, 1.0),
            (r#"ownly_security_events_total{event="sign_in",reason=""}"#, 1.0),
            (r#"ownly_security_events_total{event="sign_in_failed",reason="wrong_password"}"#, 1.0),
            (
                r#"ownly_security_events_total{event="sign_in_failed",reason="unknown_address"}"#,
                1.0,
            ),
            (r#"ownly_security_events_total{event="sign_out",reason=""}"#, 1.0),
        ],
    );
    let pool = match on {
        Backend::Sqlite => "readers",
        Backend::Postgres => "all",
    };
    let of_pool = |name: &str| seen[&format!(r#"ownly_db_{name}{{pool="{pool}"}}"#)];
    assert_eq!(of_pool("connections_max"), 4.0);
    assert_eq!(of_pool("connections_in_use"), 0.0);
    assert!(of_pool("connections_idle") >= 1.0);
    // A brief read of SQLite is on a connection of its own sort.
    let taken = seen.iter().filter(|(name, _)| name.starts_with("ownly_db_checkouts_total"));
    assert!(taken.map(|(_, taken)| taken).sum::<f64>() >= 3.0);
    assert!(of_pool("wait_seconds_total") >= 0.0);
    assert_eq!((of_pool("waiting"), of_pool("timeouts_total")), (0.0, 0.0));
    let version = concat!(r#"ownly_build_info{version=""#, env!("CARGO_PKG_VERSION"), r#""}"#);
    assert_eq!(seen.get(version), Some(&1.0));
}

#[rstest]
fn no_number_tells_of_a_user(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = watched(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let token = ada.token();
    let cookie = ada.cookie("better-auth.session_token").unwrap().to_owned();
    let id = ada.get("/get-session").json()["user"]["id"].as_str().unwrap().to_owned();
    let made = app.post("/api/tasks").bearer(&token).json(json!({ "title": "buy milk" })).send();
    let task = made.expect(201).json()["id"].as_str().unwrap().to_owned();
    app.get(&format!("/api/tasks/{task}?x=ada@example.com")).bearer(&token).send();
    app.get("/api/tasks").bearer(&format!("{token}x")).send().expect(401);
    app.get("/made-up/ada@example.com").send().expect(404);

    let text = look(&app).text;
    for private in [&*token, &cookie, &id, &task, "ada@example.com", "ada", "milk", PASSWORD] {
        assert!(!text.contains(private), "{private} in {text}");
    }
    let key = ada.get("/jwks").json()["keys"][0]["kid"].as_str().unwrap().to_owned();
    assert!(!text.contains(&key), "{text}");
}

#[test]
fn nobody_is_told_anything_unless_that_is_set_up() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    app.get("/metrics").send().expect_error(404, "NOT_FOUND");
    assert_eq!(app.metrics, None);
    let Some(app) = watched(Backend::Sqlite) else { return };
    app.get("/metrics").send().expect_error(404, "NOT_FOUND");
    let own = Client::new(app.metrics.unwrap());
    own.request("GET", "/api/tasks").send().expect_error(404, "NOT_FOUND");
    own.request("POST", "/metrics").send().expect_error(405, "METHOD_NOT_ALLOWED");
    let answer = own.request("GET", "/metrics").send().expect(200);
    let media_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    assert_eq!(answer.header("content-type"), Some(media_type));
}

#[rstest]
fn on_the_servers_own_address_they_are_for_who_shows_the_token(
    #[values(false, true)] on_another: bool,
) {
    let app = TestApp::spawn_with(Backend::Sqlite, |config| {
        config.metrics.token = Some(Secret::from(TOKEN.to_owned()));
        config.metrics.listen = on_another.then(|| "127.0.0.1:0".parse().unwrap());
    });
    let Some(app) = app else { return };
    let client = Client::new(app.metrics.unwrap_or(app.address));
    let ask = || client.request("GET", "/metrics");
    for refused in [ask(), ask().bearer("another"), ask().header("authorization", TOKEN)] {
        let answer = refused.send().expect_error(401, "INVALID_TOKEN");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    }
    let shown = ask().bearer(TOKEN).send().expect(200).text;
    assert!(shown.contains("ownly_ready 1"), "{shown}");
    if on_another {
        app.get("/metrics").bearer(TOKEN).send().expect_error(404, "NOT_FOUND");
    }
}

/// The words of a PromQL expression that may be names of metrics of ours.
fn names(expression: &str) -> impl Iterator<Item = &str> {
    let words = expression.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| word.starts_with("ownly_"))
}

/// Every metric that the dashboard draws, and that the manual lists, is one that a server tells.
#[test]
fn what_the_dashboard_draws_and_the_manual_lists_is_there() {
    let mails = testing::TestDirectory::new();
    let app = TestApp::spawn_with(Backend::Sqlite, |config| {
        config.metrics.listen = Some("127.0.0.1:0".parse().unwrap());
        let accounts = config.accounts.as_mut().unwrap();
        accounts.limits.rate_limit = RateLimit::Memory;
        let folder = Delivery::Folder(mails.path().to_owned());
        accounts.mail = Some(MailSettings::new(folder));
    });
    let Some(app) = app else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let token = ada.token();
    app.get("/api/tasks").bearer(&token).send().expect(200);
    for _ in 0..4 {
        ada.sign_in("ada", PASSWORD);
    }
    let seen = numbers(&app);
    let told: BTreeSet<_> = seen.keys().map(|key| key.split('{').next().unwrap()).collect();

    let root = env!("CARGO_MANIFEST_DIR");
    let read = |path: &str| std::fs::read_to_string(format!("{root}/{path}")).unwrap();
    let dashboard: Value = serde_json::from_str(&read("compose/metrics/ownly.json")).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let targets = panels.iter().filter_map(|panel| panel["targets"].as_array()).flatten();
    let drawn: Vec<_> = targets.map(|target| target["expr"].as_str().unwrap()).collect();
    assert!(drawn.len() >= 20, "{}", drawn.len());
    for expression in drawn {
        assert!(names(expression).next().is_some(), "{expression}");
        for name in names(expression) {
            assert!(told.contains(name), "{name} of {expression} is not in {told:#?}");
        }
    }

    let manual = read("docs/operations.md");
    let (_, listed) = manual.split_once("### Metrics\n").unwrap();
    let listed = listed.split("\n#").next().unwrap();
    let rows = listed.lines().filter(|line| line.starts_with("| `ownly_"));
    let listed: BTreeSet<_> = rows.map(|row| row.split('`').nth(1).unwrap()).collect();
    let base = |name: &str| {
        let name = name.strip_suffix("_bucket").or(name.strip_suffix("_sum")).unwrap_or(name);
        name.strip_suffix("_count").unwrap_or(name).to_owned()
    };
    let told: BTreeSet<_> = told.into_iter().map(base).collect();
    assert_eq!(listed, told.iter().map(String::as_str).collect());
}
