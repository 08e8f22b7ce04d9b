use chrono::TimeDelta;
use ownly::config::AccountsConfig;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{Mailed, text};
use crate::browser::{Browser, PASSWORD};

fn by_mail(accounts: &mut AccountsConfig) {
    accounts.options.delete_user.send_verification = true;
}

fn ask(browser: &mut Browser<'_>) {
    let asked = browser.post("/delete-user", json!({ "callbackURL": "/bye" })).expect(200);
    assert_eq!(asked.json(), json!({ "success": true, "message": "Verification email sent" }));
}

fn link(mail: &Value) -> String {
    format!("/delete-user/callback?token={}&callbackURL=%2Fbye", text(mail, "token"))
}

#[rstest]
fn a_mailed_link_deletes_its_user_who_is_signed_in(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn_with(on, by_mail) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    Browser::signed_up(&mailed.app, "eve");
    ask(&mut ada);
    let mail = mailed.mail(1);
    let token = text(&mail, "token");
    assert_eq!(token.len(), 32);
    let lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    assert!(token.bytes().all(lower), "{token}");
    assert_eq!(mailed.path(&mail), format!("/api/auth{}", link(&mail)));
    assert_eq!((&mail["kind"], &mail["to"]), (&json!("delete-user"), &json!("ada@example.com")));
    assert_eq!(ada.get("/get-session").json()["user"]["name"], "ada", "not yet");

    let stranger = Browser::new(&mailed.app).get(&link(&mail));
    stranger.expect_error(404, "FAILED_TO_GET_USER_INFO");
    let followed = ada.get(&link(&mail)).expect(302);
    assert_eq!(followed.header("location"), Some("/bye"));
    assert_eq!(followed.set_cookies().len(), 3);
    Browser::new(&mailed.app).sign_in("ada", PASSWORD).expect(401);
    Browser::new(&mailed.app).sign_in("eve", PASSWORD).expect(200);
    assert_eq!(mailed.count("verification"), "0");
}

#[rstest]
fn whoever_else_tries_a_token_has_used_it_up(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(true, false)] by_link: bool,
) {
    let Some(mailed) = Mailed::spawn_with(on, by_mail) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    let mut eve = Browser::signed_up(&mailed.app, "eve");
    ask(&mut ada);
    let mail = mailed.mail(1);
    let attempt = |browser: &mut Browser<'_>| {
        let answer = if by_link {
            browser.get(&link(&mail))
        } else {
            browser.post("/delete-user", json!({ "token": mail["token"] }))
        };
        answer.expect_error(404, "INVALID_TOKEN");
    };
    attempt(&mut eve);
    attempt(&mut ada);
    for (browser, name) in [(&mut ada, "ada"), (&mut eve, "eve")] {
        assert_eq!(browser.get("/get-session").json()["user"]["name"], name);
    }
}

#[rstest]
fn a_token_may_stand_in_the_body_and_lasts_a_day(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn_with(on, by_mail) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    ask(&mut ada);
    let first = mailed.mail(1);
    mailed.app.advance(TimeDelta::seconds(86_390));
    // This clears away what is over, which the token is only afterwards.
    ada.post("/delete-user", json!({ "token": "made up" })).expect_error(404, "INVALID_TOKEN");
    mailed.app.advance(TimeDelta::seconds(11));
    ada.post("/delete-user", json!({ "token": first["token"] })).expect_error(404, "INVALID_TOKEN");
    // The password does not go past the mail.
    let asked = ada.post("/delete-user", json!({ "password": PASSWORD })).expect(200);
    assert_eq!(asked.json()["message"], "Verification email sent");
    let second = mailed.mail(2);
    assert!(text(&second, "url").ends_with("&callbackURL=%2F"), "{second}");
    mailed.app.advance(TimeDelta::seconds(86_000));
    let gone = ada.post("/delete-user", json!({ "token": second["token"] })).expect(200);
    assert_eq!(gone.json(), json!({ "success": true, "message": "User deleted" }));
    assert_eq!(gone.set_cookies().len(), 3);
    assert_eq!(mailed.count("user"), "0");
}

#[rstest]
fn a_link_that_cannot_be_meant_is_refused(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn_with(on, by_mail) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    ada.get("/delete-user/callback").expect_error(400, "VALIDATION_ERROR");
    ada.get("/delete-user/callback?token=x").expect_error(404, "INVALID_TOKEN");
    let away = "/delete-user/callback?token=x&callbackURL=https%3A%2F%2Fevil.example";
    ada.get(away).expect_error(403, "INVALID_CALLBACK_URL");
    ada.post("/delete-user", json!({ "password": "not hers" }))
        .expect_error(400, "INVALID_PASSWORD");
    assert_eq!(mailed.mails().len(), 0);
}

/// A token for one purpose is none for another.
#[rstest]
fn a_reset_token_deletes_nobody(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(mailed) = Mailed::spawn_with(on, by_mail) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    ada.post("/request-password-reset", json!({ "email": "ada@example.com" })).expect(200);
    let token = text(&mailed.mail(1), "token");
    ada.post("/delete-user", json!({ "token": token })).expect_error(404, "INVALID_TOKEN");
    let body = json!({ "newPassword": "brand new horse", "token": token });
    ada.post("/reset-password", body).expect(200);
}
