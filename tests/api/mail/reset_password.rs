use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{Mailed, post, text};
use crate::browser::{Browser, PASSWORD};

pub(super) const NEW: &str = "brand new horse";

pub(super) fn request(mailed: &Mailed, email: &str) {
    post(&mailed.app, "/request-password-reset", json!({ "email": email })).expect(200);
}

pub(super) fn reset(mailed: &Mailed, token: &str, password: &str) -> crate::client::Answer {
    let body = json!({ "newPassword": password, "token": token });
    post(&mailed.app, "/reset-password", body)
}

#[rstest]
fn a_mailed_token_sets_a_new_password_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    let body = json!({ "email": "Ada@Example.com", "redirectTo": "/reset?a=1" });
    let asked = post(&mailed.app, "/request-password-reset", body).expect(200);
    let message = "If this email exists in our system, check your email for the reset link";
    assert_eq!(asked.json(), json!({ "status": true, "message": message }));

    let mail = mailed.mail(1);
    let token = text(&mail, "token");
    assert_eq!(token.len(), 24);
    assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{token}");
    let link = format!("/api/auth/reset-password/{token}?callbackURL=%2Freset%3Fa%3D1");
    assert_eq!(mailed.path(&mail), link);
    assert_eq!((&mail["kind"], &mail["to"]), (&json!("reset"), &json!("ada@example.com")));
    assert_eq!(mail["user"], json!({ "email": "ada@example.com" }));
    assert!(text(&mail, "text").contains(&text(&mail, "url")), "{mail}");
    assert!(text(&mail, "html").contains(&text(&mail, "url")), "{mail}");
    assert_eq!(text(&mail, "subject"), "Reset your password");

    assert_eq!(reset(&mailed, &token, NEW).expect(200).json(), json!({ "status": true }));
    let used = reset(&mailed, &token, "yet another one").expect_error(400, "INVALID_TOKEN");
    assert_eq!(used.json()["message"], "Invalid token");
    assert_eq!(ada.get("/get-session").json()["user"]["name"], "ada", "sessions go on");
    let mut phone = Browser::new(&mailed.app);
    phone.sign_in("ada", PASSWORD).expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
    phone.sign_in("ada", NEW).expect(200);
    assert_eq!(mailed.count("verification"), "0");
}

#[rstest]
fn an_address_without_a_user_costs_the_same_and_gets_no_mail(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    Browser::signed_up(&mailed.app, "ada");
    let ask = |email: &str| {
        post(&mailed.app, "/request-password-reset", json!({ "email": email })).expect(200).text
    };
    assert_eq!(ask("nobody@example.com"), ask("ada@example.com"));
    assert_eq!(text(&mailed.mail(1), "to"), "ada@example.com");
    let lengths =
        r#"SELECT CAST(length("identifier") + length("value") AS text) FROM "verification""#;
    let rows = mailed.app.database.text(lengths);
    assert_eq!((rows.len(), &rows[0]), (2, &rows[1]));
}

#[rstest]
fn what_is_wrong_with_a_reset_is_told_and_uses_nothing_up(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    Browser::signed_up(&mailed.app, "ada");
    request(&mailed, "ada@example.com");
    let token = text(&mailed.mail(1), "token");
    let long = "x".repeat(129);
    for (body, code) in [
        (json!({ "newPassword": "short", "token": token }), "PASSWORD_TOO_SHORT"),
        (json!({ "newPassword": long, "token": token }), "PASSWORD_TOO_LONG"),
        (json!({ "newPassword": "password123", "token": token }), "PASSWORD_COMPROMISED"),
        (json!({ "newPassword": "short", "token": "made up" }), "PASSWORD_TOO_SHORT"),
        (json!({ "newPassword": NEW, "token": "made up" }), "INVALID_TOKEN"),
        (json!({ "newPassword": NEW, "token": "" }), "INVALID_TOKEN"),
        (json!({ "newPassword": NEW }), "INVALID_TOKEN"),
        (json!({ "token": token }), "VALIDATION_ERROR"),
        (json!({ "newPassword": NEW, "token": 1 }), "VALIDATION_ERROR"),
    ] {
        post(&mailed.app, "/reset-password", body).expect_error(400, code);
    }
    // It may stand in the query as well.
    let path = format!("/reset-password?token={token}");
    post(&mailed.app, &path, json!({ "newPassword": NEW })).expect(200);
    Browser::new(&mailed.app).sign_in("ada", NEW).expect(200);
}

#[rstest]
#[case(json!({ "email": "nope" }), 400, "VALIDATION_ERROR")]
#[case(json!({}), 400, "VALIDATION_ERROR")]
#[case(json!({ "email": "ada@example.com", "redirectTo": 1 }), 400, "")]
#[case(json!({ "email": "ada@example.com", "redirectTo": "https://evil.example/x" }), 403, "INVALID_REDIRECT_URL")]
#[case(json!({ "email": "ada@example.com", "redirectTo": "//evil.example" }), 403, "INVALID_REDIRECT_URL")]
fn a_request_that_cannot_be_meant_is_refused_and_sends_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] body: Value,
    #[case] status: u16,
    #[case] code: &str,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    Browser::signed_up(&mailed.app, "ada");
    let refused = post(&mailed.app, "/request-password-reset", body).expect(status);
    assert_eq!(refused.json()["code"].as_str().unwrap_or_default(), code);
    assert_eq!(mailed.count("verification"), "0");
    // This path is of older versions.
    let old = json!({ "email": "ada@example.com" });
    assert_eq!(post(&mailed.app, "/forget-password", old).expect(404).text, "");
}

#[rstest]
fn sessions_end_with_the_old_password_where_that_is_asked_for(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let revoking = |accounts: &mut ownly::config::AccountsConfig| {
        accounts.options.email_and_password.revoke_sessions_on_reset = true;
    };
    let Some(mailed) = Mailed::spawn_with(on, revoking) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    let mut eve = Browser::signed_up(&mailed.app, "eve");
    request(&mailed, "ada@example.com");
    reset(&mailed, &text(&mailed.mail(1), "token"), NEW).expect(200);
    assert_eq!(ada.get("/get-session").expect(200).json(), Value::Null);
    assert_eq!(eve.get("/get-session").expect(200).json()["user"]["name"], "eve");
}

#[rstest]
fn whoever_never_had_a_password_gets_one(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    Browser::signed_up(&mailed.app, "ada");
    mailed.app.database.execute(r#"DELETE FROM "account""#);
    request(&mailed, "ada@example.com");
    reset(&mailed, &text(&mailed.mail(1), "token"), NEW).expect(200);
    Browser::new(&mailed.app).sign_in("ada", NEW).expect(200);
    assert_eq!(mailed.count("account"), "1");
}

/// A link that is still about is a way in.
#[rstest]
#[case("a reset")]
#[case("a change of the password")]
#[case("a change of the address")]
fn other_links_of_the_user_end_with(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] what: &str,
) {
    let Some(mailed) = Mailed::spawn_with(on, |accounts| {
        accounts.options.change_email.without_verification = true;
    }) else {
        return;
    };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    Browser::signed_up(&mailed.app, "eve");
    request(&mailed, "ada@example.com");
    request(&mailed, "eve@example.com");
    request(&mailed, "ada@example.com");
    mailed.mail(3);
    let tokens: Vec<_> = mailed.mails().iter().map(|mail| text(mail, "token")).collect();
    match what {
        "a reset" => drop(reset(&mailed, &tokens[2], NEW).expect(200)),
        "a change of the password" => {
            let body = json!({ "currentPassword": PASSWORD, "newPassword": NEW });
            ada.post("/change-password", body).expect(200);
        }
        _ => drop(ada.post("/change-email", json!({ "newEmail": "a@example.com" })).expect(200)),
    }
    reset(&mailed, &tokens[0], "a third one").expect_error(400, "INVALID_TOKEN");
    reset(&mailed, &tokens[1], "a third one").expect(200);
}
