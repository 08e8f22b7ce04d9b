//! What is off answers as Better Auth does where it is off.

use accounts::CommonPasswords;
use ownly::config::{AccountsConfig, Config};
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::post;
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
    client::Answer,
};

fn told(answer: Answer, status: u16, code: &str, message: &str) {
    let refused = answer.expect_error(status, code);
    assert_eq!(refused.json()["message"], message);
}

fn options(change: fn(&mut AccountsConfig)) -> impl FnOnce(&mut Config) {
    move |config| change(config.accounts.as_mut().unwrap())
}

#[rstest]
fn without_mail_nothing_that_needs_it_is_there(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let body = json!({ "email": "ada@example.com" });
    let reset = post(&app, "/request-password-reset", body.clone());
    told(reset, 400, "RESET_PASSWORD_DISABLED", "Reset password isn't enabled");
    let verification = post(&app, "/send-verification-email", body);
    let message = "Verification email isn't enabled";
    told(verification, 400, "VERIFICATION_EMAIL_NOT_ENABLED", message);
    let body = json!({ "newPassword": PASSWORD, "token": "made up" });
    told(post(&app, "/reset-password", body), 400, "INVALID_TOKEN", "Invalid token");
}

#[rstest]
fn sign_up_is_off(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let off = options(|accounts| accounts.options.email_and_password.sign_up = false);
    let Some(app) = TestApp::spawn_with(on, off) else { return };
    let body = json!({ "name": "M", "email": "m@example.com", "password": PASSWORD });
    let refused = post(&app, "/sign-up/email", body);
    let message = "Email and password sign up is not enabled";
    told(refused, 400, "EMAIL_PASSWORD_SIGN_UP_DISABLED", message);
    let body = json!({ "email": "m@example.com", "password": PASSWORD });
    post(&app, "/sign-in/email", body).expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
}

#[rstest]
fn addresses_and_passwords_are_off(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let off = options(|accounts| accounts.options.email_and_password.enabled = false);
    let Some(app) = TestApp::spawn_with(on, off) else { return };
    let body = json!({ "name": "M", "email": "m@example.com", "password": PASSWORD });
    let refused = post(&app, "/sign-up/email", body.clone());
    let message = "Email and password sign up is not enabled";
    told(refused, 400, "EMAIL_PASSWORD_SIGN_UP_DISABLED", message);
    let message = "Email and password is not enabled";
    told(post(&app, "/sign-in/email", body), 400, "EMAIL_PASSWORD_DISABLED", message);
    // What cannot be read is told first.
    post(&app, "/sign-in/email", json!({})).expect_error(400, "VALIDATION_ERROR");
}

#[rstest]
fn changing_the_address_is_off(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let off = options(|accounts| accounts.options.change_email.enabled = false);
    let Some(app) = TestApp::spawn_with(on, off) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let refused = ada.post("/change-email", json!({ "newEmail": "a@example.com" }));
    told(refused, 400, "CHANGE_EMAIL_DISABLED", "Change email is disabled");
}

#[rstest]
fn deleting_oneself_is_off(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let off = options(|accounts| accounts.options.delete_user.enabled = false);
    let Some(app) = TestApp::spawn_with(on, off) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let refused = ada.post("/delete-user", json!({ "password": PASSWORD })).expect(404);
    assert_eq!((refused.header("content-type"), &*refused.text), (Some("application/json"), ""));
    told(ada.get("/delete-user/callback?token=x"), 404, "NOT_FOUND", "Not found");
    post(&app, "/delete-user", json!({})).expect_error(401, "UNAUTHORIZED");
    ada.sign_in("ada", PASSWORD).expect(200);
}

#[rstest]
fn passwords_have_other_lengths(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let short = options(|accounts| {
        let options = &mut accounts.options.email_and_password;
        (options.min_length, options.max_length) = (4, 6);
        accounts.limits.common_passwords = CommonPasswords::Allow;
    });
    let Some(app) = TestApp::spawn_with(on, short) else { return };
    let sign_up = |email: &str, password: &str| -> Answer {
        let body: Value = json!({ "name": "V", "email": email, "password": password });
        post(&app, "/sign-up/email", body)
    };
    sign_up("v@example.com", "abcd").expect(200);
    told(sign_up("w@example.com", "abc"), 400, "PASSWORD_TOO_SHORT", "Password too short");
    told(sign_up("w@example.com", "abcdefg"), 400, "PASSWORD_TOO_LONG", "Password too long");
}
