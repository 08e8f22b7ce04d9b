use ownly::config::AccountsConfig;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{Mailed, leads_to, text};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

fn change(browser: &mut Browser<'_>, to: &str) -> crate::client::Answer {
    browser.post("/change-email", json!({ "newEmail": to, "callbackURL": "/after" }))
}

fn user(browser: &mut Browser<'_>) -> Value {
    browser.get("/get-session").expect(200).json()["user"].clone()
}

/// The browser's own link, below `/api/auth`.
fn below(mailed: &Mailed, mail: &Value) -> String {
    mailed.path(mail).strip_prefix("/api/auth").unwrap().to_owned()
}

#[rstest]
fn the_new_address_counts_once_its_link_is_followed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(true, false)] verified: bool,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    if verified {
        mailed.verify_all();
    }
    assert_eq!(change(&mut ada, "New@Example.com").expect(200).json(), json!({ "status": true }));
    let mail = mailed.mail(1);
    assert_eq!((&mail["kind"], &mail["to"]), (&json!("verify"), &json!("new@example.com")));
    assert_eq!(user(&mut ada)["email"], "ada@example.com");

    let followed = ada.get(&below(&mailed, &mail));
    leads_to(&followed, "/after");
    assert_eq!(followed.set_cookies().len(), 1);
    assert!(followed.header("set-auth-token").is_some());
    let changed = user(&mut ada);
    assert_eq!(
        (&changed["email"], &changed["emailVerified"]),
        (&json!("new@example.com"), &json!(verified))
    );
    // The token was for the old address.
    leads_to(&mailed.follow(&mail).send(), "/after?error=INVALID_TOKEN");
    let body = json!({ "email": "new@example.com", "password": PASSWORD });
    super::post(&mailed.app, "/sign-in/email", body).expect(200);
    Browser::new(&mailed.app).sign_in("ada", PASSWORD).expect(401);
}

#[rstest]
fn the_old_address_is_asked_first_where_it_is_verified_and_that_is_asked_for(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let confirming = |accounts: &mut AccountsConfig| {
        accounts.options.change_email.send_confirmation = true;
    };
    let Some(mailed) = Mailed::spawn_with(on, confirming) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    mailed.verify_all();
    change(&mut ada, "new@example.com").expect(200);
    let asked = mailed.mail(1);
    assert_eq!((&asked["kind"], &asked["to"]), (&json!("change-email"), &json!("ada@example.com")));
    assert!(text(&asked, "text").contains("new@example.com"), "{asked}");
    // Who follows it need not be signed in.
    leads_to(&mailed.follow(&asked).send(), "/after");
    assert_eq!(user(&mut ada)["email"], "ada@example.com");
    let second = mailed.mail(2);
    assert_eq!((&second["kind"], &second["to"]), (&json!("verify"), &json!("new@example.com")));
    let path = format!("/api/auth/verify-email?token={}", text(&second, "token"));
    let done = mailed.app.get(&path).send().expect(200);
    assert_eq!(done.json()["user"]["email"], "new@example.com");
    assert_eq!(done.set_cookies(), [""; 0]);
    assert_eq!(user(&mut ada)["emailVerified"], true);

    // One that is not verified has nothing to say.
    let mut eve = Browser::signed_up(&mailed.app, "eve");
    change(&mut eve, "eve2@example.com").expect(200);
    assert_eq!(text(&mailed.mail(3), "to"), "eve2@example.com");
}

#[rstest]
fn an_unverified_address_changes_at_once_where_that_is_asked_for(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let at_once = |accounts: &mut AccountsConfig| {
        accounts.options.change_email.without_verification = true;
    };
    let Some(mailed) = Mailed::spawn_with(on, at_once) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    Browser::signed_up(&mailed.app, "eve");
    let changed = change(&mut ada, "new@example.com").expect(200);
    assert_eq!(changed.set_cookies().len(), 1);
    assert_eq!(user(&mut ada)["email"], "new@example.com");
    // The new one is asked to be verified.
    let mail = mailed.mail(1);
    assert_eq!(text(&mail, "to"), "new@example.com");
    leads_to(&mailed.follow(&mail).send(), "/after");
    assert_eq!(user(&mut ada)["emailVerified"], true);
    // From then on it is an address to be changed by mail.
    change(&mut ada, "newer@example.com").expect(200);
    assert_eq!(user(&mut ada)["email"], "new@example.com");
    assert_eq!(text(&mailed.mail(2), "to"), "newer@example.com");
}

#[rstest]
fn an_address_that_is_taken_is_answered_as_one_that_is_free(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(true, false)] at_once: bool,
) {
    let Some(mailed) = Mailed::spawn_with(on, |accounts| {
        accounts.options.change_email.without_verification = at_once;
    }) else {
        return;
    };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    Browser::signed_up(&mailed.app, "eve");
    assert_eq!(change(&mut ada, "EVE@example.com").expect(200).json(), json!({ "status": true }));
    assert_eq!(user(&mut ada)["email"], "ada@example.com");
    assert_eq!(mailed.mails().len(), 0);
    Browser::new(&mailed.app).sign_in("eve", PASSWORD).expect(200);
}

#[rstest]
fn an_address_that_was_taken_since_makes_the_link_a_bad_one(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    change(&mut ada, "eve@example.com").expect(200);
    let mail = mailed.mail(1);
    Browser::signed_up(&mailed.app, "eve");
    leads_to(&mailed.follow(&mail).send(), "/after?error=INVALID_TOKEN");
    assert_eq!(user(&mut ada)["email"], "ada@example.com");
}

#[rstest]
fn whoever_else_is_signed_in_cannot_follow_the_link(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    let mut eve = Browser::signed_up(&mailed.app, "eve");
    change(&mut ada, "new@example.com").expect(200);
    let mail = mailed.mail(1);
    leads_to(&eve.get(&below(&mailed, &mail)), "/after?error=INVALID_USER");
    let path = format!("/verify-email?token={}", text(&mail, "token"));
    eve.get(&path).expect_error(401, "INVALID_USER");
    assert_eq!(user(&mut ada)["email"], "ada@example.com");
    assert_eq!(user(&mut eve)["email"], "eve@example.com");
    leads_to(&ada.get(&below(&mailed, &mail)), "/after");
}

#[rstest]
fn what_cannot_be_done_is_told_before_the_address_is_looked_for(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    let same = change(&mut ada, "ADA@example.com").expect(400);
    assert_eq!(same.json(), json!({ "message": "Email is the same" }));
    change(&mut ada, "nope").expect_error(400, "VALIDATION_ERROR");
    let away = json!({ "newEmail": "a@example.com", "callbackURL": "https://evil.example" });
    ada.post("/change-email", away).expect_error(403, "INVALID_CALLBACK_URL");
    Browser::new(&mailed.app)
        .post("/change-email", json!({ "newEmail": "a@example.com" }))
        .expect_error(401, "UNAUTHORIZED");

    let Some(without_mail) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&without_mail, "ada");
    Browser::signed_up(&without_mail, "eve");
    for to in ["eve@example.com", "free@example.com"] {
        let refused = change(&mut ada, to).expect(400);
        assert_eq!(refused.json(), json!({ "message": "Verification email isn't enabled" }));
    }
}

/// A session of long ago may be one that its user has left behind.
#[rstest]
fn a_session_of_long_ago_changes_no_address_where_that_is_asked_for(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn_with(on, |accounts| {
        accounts.options.change_email.require_fresh = true;
        accounts.sessions.fresh_age = std::time::Duration::from_secs(600);
    }) else {
        return;
    };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    mailed.app.advance(chrono::TimeDelta::seconds(599));
    change(&mut ada, "new@example.com").expect(200);
    mailed.app.advance(chrono::TimeDelta::seconds(2));
    change(&mut ada, "newer@example.com").expect_error(403, "SESSION_NOT_FRESH");
    ada.sign_in("ada", PASSWORD).expect(200);
    change(&mut ada, "newer@example.com").expect(200);
    assert_eq!(mailed.mail(2)["to"], "newer@example.com");
}
