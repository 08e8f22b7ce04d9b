use rstest::rstest;
use serde_json::Value;
use testing::Backend;

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
