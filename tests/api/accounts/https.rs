use rstest::rstest;
use serde_json::Value;
use testing::{Backend, TestDatabase};

use super::{get_session, jwt, newcomer, pair};
use crate::app::TestApp;

#[rstest]
fn behind_https_cookies_are_secure_by_name_and_attribute(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let app = TestApp::spawn_with(on, |config| {
        let url = "https://ownly.example".parse().unwrap();
        config.accounts.as_mut().unwrap().url = Some(url);
    });
    let Some(app) = app else { return };
    let sign_up = |origin: &str| {
        let request = app.post("/api/auth/sign-up/email").header("origin", origin);
        request.json(newcomer("ada@example.com")).send()
    };
    sign_up(&app.origin()).expect_error(403, "INVALID_ORIGIN");
    let signed_up = sign_up("https://ownly.example").expect(200);
    let cookie = signed_up.set_cookies()[0];
    assert!(cookie.starts_with("__Secure-better-auth.session_token="), "{cookie}");
    assert!(
        cookie.ends_with("; Max-Age=604800; Path=/; HttpOnly; Secure; SameSite=Lax"),
        "{cookie}"
    );

    let plain = pair(cookie).trim_start_matches("__Secure-");
    assert_eq!(get_session(&app).cookie(plain).send().expect(200).json(), Value::Null);
    let session = get_session(&app).cookie(pair(cookie)).send().expect(200);
    let claims = jwt::claims(session.header("set-auth-jwt").unwrap());
    assert_eq!(claims["iss"], "https://ownly.example");
    assert_eq!(claims["aud"], "https://ownly.example");
}

/// No other host of the domain can then set one in its place.
#[rstest]
fn cookies_may_be_for_the_host_alone(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let app = TestApp::spawn_with(on, |config| {
        let accounts = config.accounts.as_mut().unwrap();
        accounts.url = Some("https://ownly.example".parse().unwrap());
        accounts.cookies.host_only = true;
    });
    let Some(app) = app else { return };
    let request = app.post("/api/auth/sign-up/email").header("origin", "https://ownly.example");
    let signed_up = request.json(newcomer("ada@example.com")).send().expect(200);
    let cookie = signed_up.set_cookies()[0];
    assert!(cookie.starts_with("__Host-better-auth.session_token="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; HttpOnly; Secure; SameSite=Lax"), "{cookie}");
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert_ne!(get_session(&app).cookie(pair(cookie)).send().expect(200).json(), Value::Null);
    let other = pair(cookie).replace("__Host-", "__Secure-");
    assert_eq!(get_session(&app).cookie(&other).send().expect(200).json(), Value::Null);
}

#[rstest]
#[case("http://ownly.example", None)]
#[case("https://auth.ownly.example", Some("ownly.example"))]
fn nor_is_that_said_where_no_browser_would_take_them(
    #[case] url: &str,
    #[case] domain: Option<&str>,
) {
    if !Backend::Sqlite.is_wanted() {
        return;
    }
    let why = TestApp::refusal_on(&TestDatabase::new(Backend::Sqlite), |config| {
        let accounts = config.accounts.as_mut().unwrap();
        accounts.url = Some(url.parse().unwrap());
        accounts.cookies.domain = domain.map(str::to_owned);
        accounts.cookies.host_only = true;
    });
    assert!(why.contains("cookies for the host alone"), "{why}");
}
