//! Users are told when their password or their address was changed. (OWASP ASVS 5.0, 6.3.7.)

use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{Mailed, post, reset_password, text};
use crate::browser::{Browser, PASSWORD};

fn telling(on: Backend) -> Option<Mailed> {
    Mailed::spawn_with(on, |accounts| {
        accounts.options.change_notices = true;
        accounts.options.change_email.without_verification = true;
    })
}

#[track_caller]
fn is_notice(mail: &Value, kind: &str, to: &str) {
    assert_eq!((&mail["kind"], &mail["to"]), (&json!(kind), &json!(to)));
    assert_eq!((&mail["token"], &mail["url"]), (&Value::Null, &Value::Null));
    let html = text(mail, "html");
    assert!(!html.contains("href") && !html.contains(PASSWORD), "{html}");
}

#[rstest]
fn a_changed_password_is_told(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(mailed) = telling(on) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    Browser::signed_up(&mailed.app, "eve");
    let wrong = json!({ "currentPassword": "not hers", "newPassword": reset_password::NEW });
    ada.post("/change-password", wrong).expect(400);
    let right = json!({ "currentPassword": PASSWORD, "newPassword": reset_password::NEW });
    ada.post("/change-password", right).expect(200);
    let mail = mailed.mail(1);
    is_notice(&mail, "password-changed", "ada@example.com");
    assert_eq!(text(&mail, "subject"), "Your password was changed");
}

#[rstest]
fn a_reset_is_told_to_whose_password_it_was(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = telling(on) else { return };
    Browser::signed_up(&mailed.app, "ada");
    reset_password::request(&mailed, "ada@example.com");
    let token = text(&mailed.mail(1), "token");
    // What is made of the address is refused here as at a sign-up, and uses nothing up.
    let own = reset_password::reset(&mailed, &token, "Ada@example.com");
    own.expect_error(400, "PASSWORD_COMPROMISED");
    reset_password::reset(&mailed, &token, reset_password::NEW).expect(200);
    is_notice(&mailed.mail(2), "password-changed", "ada@example.com");
}

/// The new address has a mail of its own, which asks for its verification.
#[rstest]
fn a_changed_address_is_told_at_the_old_one(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = telling(on) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    ada.post("/change-email", json!({ "newEmail": "a@example.org" })).expect(200);
    mailed.mail(2);
    let mails = mailed.mails();
    let notice = mails.iter().find(|mail| mail["kind"] == "email-changed").unwrap();
    is_notice(notice, "email-changed", "ada@example.com");
    assert!(!text(notice, "text").contains("a@example.org"), "{notice}");
    let verify = mails.iter().find(|mail| mail["kind"] == "verify").unwrap();
    assert_eq!(verify["to"], "a@example.org");
}

#[rstest]
fn nothing_is_told_where_that_is_switched_off(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    let change = json!({ "currentPassword": PASSWORD, "newPassword": reset_password::NEW });
    ada.post("/change-password", change).expect(200);
    post(&mailed.app, "/request-password-reset", json!({ "email": "ada@example.com" })).expect(200);
    assert_eq!(mailed.mail(1)["kind"], "reset");
}
