//! How often one client may call, and who one client is.

mod client_address;
mod guesses;
mod in_database;
mod rate_limit;

use accounts::RateLimit;
use ownly::config::Config;
use serde_json::json;
use testing::Backend;

use crate::{
    app::TestApp,
    browser::PASSWORD,
    client::{Answer, Request},
};

/// A server that limits. The tests' own address is that of a proxy it trusts.
fn limiting(on: Backend, limit: RateLimit) -> Option<TestApp> {
    TestApp::spawn_with(on, |config| limits(config, limit))
}

fn limits(config: &mut Config, limit: RateLimit) {
    let limits = &mut config.accounts.as_mut().unwrap().limits;
    limits.rate_limit = limit;
    limits.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
}

fn sign_up(app: &TestApp) {
    let body = json!({ "name": "Ada", "email": "ada@example.com", "password": PASSWORD });
    app.post("/api/auth/sign-up/email").json(body).send().expect(200);
}

/// A sign-in of Ada's from some address, with a password.
fn sign_in<'a>(app: &'a TestApp, client: &str, password: &str) -> Request<'a> {
    sign_in_as(app, client, "ada", password)
}

fn sign_in_as<'a>(app: &'a TestApp, client: &str, name: &str, password: &str) -> Request<'a> {
    let body = json!({ "email": format!("{name}@example.com"), "password": password });
    app.post("/api/auth/sign-in/email").header("x-forwarded-for", client).json(body)
}

/// Checks that it is Better Auth's refusal, and that both headers name a time of `seconds`, of
/// which a few may have gone by.
#[track_caller]
fn expect_limited(answer: &Answer, seconds: u64) {
    assert_eq!((answer.status, answer.header("content-type")), (429, Some("application/json")));
    let body = json!({ "message": "Too many requests. Please try again later." });
    assert_eq!(answer.json(), body);
    let [better_auths, standard]: [u64; 2] =
        ["x-retry-after", "retry-after"].map(|name| answer.header(name).unwrap().parse().unwrap());
    assert_eq!(better_auths, standard);
    let gone = seconds - better_auths;
    assert!(gone < 6, "{better_auths} of {seconds} s are left");
    assert!(answer.set_cookies().is_empty());
}
