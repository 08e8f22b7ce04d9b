//! Passwords that everybody knows.

use accounts::CommonPasswords;
use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::post;
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

const COMMON: &str = "password123";

#[rstest]
fn a_common_password_is_not_chosen_at_sign_up(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("password123", "qwertyuiop", "1234567890", "11111111", "Password123", "iloveyou1")]
    password: &str,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let body = json!({ "name": "Ada", "email": "ada@example.com", "password": password });
    let refused = post(&app, "/sign-up/email", body).expect_error(400, "PASSWORD_COMPROMISED");
    let told = "This password is among the most common ones. Choose another.";
    assert_eq!(refused.json()["message"], told);
    assert_eq!(app.database.text(r#"SELECT "id" FROM "user""#), [""; 0]);
}

#[rstest]
fn nor_at_a_change(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let change = json!({ "currentPassword": PASSWORD, "newPassword": COMMON });
    ada.post("/change-password", change).expect_error(400, "PASSWORD_COMPROMISED");
    ada.sign_in("ada", COMMON).expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
    ada.sign_in("ada", PASSWORD).expect(200);
}

/// Whoever chose one before, here or in Better Auth, can still sign in and change it.
#[rstest]
fn one_that_was_chosen_before_is_still_right(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let lenient = TestApp::spawn_with(on, |config| {
        config.accounts.as_mut().unwrap().limits.common_passwords = CommonPasswords::Allow;
    });
    let Some(lenient) = lenient else { return };
    let body = json!({ "name": "Ada", "email": "ada@example.com", "password": COMMON });
    post(&lenient, "/sign-up/email", body).expect(200);

    let strict = TestApp::spawn_on(lenient.database.clone(), |_| {});
    let mut ada = Browser::new(&strict);
    ada.sign_in("ada", COMMON).expect(200);
    ada.post("/verify-password", json!({ "password": COMMON })).expect(200);
    let change = json!({ "currentPassword": COMMON, "newPassword": PASSWORD });
    ada.post("/change-password", change).expect(200);
}

/// What stands in one's address, and where one signs in, others guess first.
#[rstest]
fn nor_one_that_the_address_or_the_site_tells(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let site = |config: &mut ownly::config::Config| {
        config.accounts.as_mut().unwrap().url = Some("http://tasks.example.org".parse().unwrap());
    };
    let Some(app) = TestApp::spawn_with(on, site) else { return };
    let told = "This password is made of your address or of the site's name. Choose another.";
    let sign_up = |password: &str| {
        let body = json!({ "name": "A", "email": "ada.l@example.com", "password": password });
        post(&app, "/sign-up/email", body)
    };
    for password in ["ada.l@example.com", "Ada.L-1815!", "tasks2026", "Tasks.Example.ORG"] {
        let refused = sign_up(password).expect_error(400, "PASSWORD_COMPROMISED");
        assert_eq!(refused.json()["message"], told, "{password}");
    }
    assert_eq!(app.database.text(r#"SELECT "id" FROM "user""#), [""; 0]);
    let session = sign_up(PASSWORD).expect(200).json()["token"].as_str().unwrap().to_owned();
    let change = json!({ "currentPassword": PASSWORD, "newPassword": "AdaL12345" });
    let request = app.post("/api/auth/change-password").bearer(&session).json(change);
    request.send().expect_error(400, "PASSWORD_COMPROMISED");
}
