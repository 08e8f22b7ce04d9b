use std::time::{Duration, Instant};

use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{Mailed, post, text};
use crate::browser::Browser;

fn send(mailed: &Mailed, body: Value) -> crate::client::Answer {
    post(&mailed.app, "/send-verification-email", body)
}

#[rstest]
fn a_user_has_the_link_sent_to_their_own_address_until_it_is_verified(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    let body = json!({ "email": "Ada@Example.com", "callbackURL": "/done?a=1" });
    let sent = ada.post("/send-verification-email", body.clone()).expect(200);
    assert_eq!(sent.json(), json!({ "status": true }));
    let mail = mailed.mail(1);
    let token = text(&mail, "token");
    let link = format!("/api/auth/verify-email?token={token}&callbackURL=%2Fdone%3Fa%3D1");
    assert_eq!(mailed.path(&mail), link);
    assert_eq!((&mail["kind"], &mail["to"]), (&json!("verify"), &json!("ada@example.com")));

    let other = json!({ "email": "eve@example.com" });
    let refused = ada.post("/send-verification-email", other).expect_error(400, "EMAIL_MISMATCH");
    assert_eq!(refused.json()["message"], "Email mismatch");
    mailed.verify_all();
    let refused = ada.post("/send-verification-email", body);
    let refused = refused.expect_error(400, "EMAIL_ALREADY_VERIFIED");
    assert_eq!(refused.json()["message"], "Email is already verified");
    assert_eq!(mailed.mails().len(), 1);
}

#[rstest]
fn without_a_session_neither_answer_nor_time_tells_what_was_done(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    Browser::signed_up(&mailed.app, "grace");
    mailed.verify_all();
    Browser::signed_up(&mailed.app, "ada");
    for email in ["nobody@example.com", "grace@example.com", "ada@example.com"] {
        let start = Instant::now();
        let answer = send(&mailed, json!({ "email": email })).expect(200);
        assert_eq!(answer.json(), json!({ "status": true }));
        assert!(start.elapsed() >= Duration::from_millis(500), "{email}");
    }
    let mail = mailed.mail(1);
    assert_eq!(text(&mail, "to"), "ada@example.com");
    assert!(text(&mail, "url").ends_with("&callbackURL=%2F"), "{mail}");
}

#[rstest]
#[case(json!({ "email": "nope" }), 400, "VALIDATION_ERROR")]
#[case(json!({}), 400, "VALIDATION_ERROR")]
#[case(json!({ "email": "a@example.com", "callbackURL": "https://evil.example" }), 403, "INVALID_CALLBACK_URL")]
fn what_cannot_be_meant_is_refused(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] body: Value,
    #[case] status: u16,
    #[case] code: &str,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    send(&mailed, body).expect_error(status, code);
}
