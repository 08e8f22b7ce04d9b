use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{Mailed, leads_to, text};
use crate::{
    app::{SECRET, TestApp},
    browser::{Browser, PASSWORD},
};

/// Ada, who has had the link mailed to her.
fn spawned(on: Backend) -> Option<(Mailed, Value)> {
    let mailed = Mailed::spawn(on)?;
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    let body = json!({ "email": "ada@example.com", "callbackURL": "/done" });
    ada.post("/send-verification-email", body).expect(200);
    let mail = mailed.mail(1);
    Some((mailed, mail))
}

fn is_verified(app: &TestApp) -> bool {
    let signed_in = Browser::new(app).sign_in("ada", PASSWORD).expect(200);
    signed_in.json()["user"]["emailVerified"] == true
}

#[rstest]
fn following_the_link_verifies_the_address_and_signs_nobody_in(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((mailed, mail)) = spawned(on) else { return };
    Browser::signed_up(&mailed.app, "eve");
    let followed = mailed.follow(&mail).send();
    leads_to(&followed, "/done");
    assert_eq!(followed.set_cookies(), [""; 0]);
    assert!(is_verified(&mailed.app));
    // Again, and without somewhere to go.
    leads_to(&mailed.follow(&mail).send(), "/done");
    let path = format!("/api/auth/verify-email?token={}", text(&mail, "token"));
    let again = mailed.app.get(&path).send().expect(200);
    assert_eq!(again.json(), json!({ "status": true, "user": null }));
    let eve = Browser::new(&mailed.app).sign_in("eve", PASSWORD).json();
    assert_eq!(eve["user"]["emailVerified"], false);
}

#[rstest]
fn a_link_that_is_no_good_says_why_where_it_leads_or_right_away(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((mailed, mail)) = spawned(on) else { return };
    let get = |query: &str| mailed.app.get(&format!("/api/auth/verify-email{query}")).send();
    let token = text(&mail, "token");
    let forged = format!("{}x", &token[..token.len() - 1]);
    for bad in ["garbage", &forged, ""] {
        let refused = get(&format!("?token={bad}")).expect_error(401, "INVALID_TOKEN");
        assert_eq!(refused.json()["message"], "Invalid token");
        let away = get(&format!("?token={bad}&callbackURL=%2Fdone%3Fa%3D1"));
        leads_to(&away, "/done?a=1&error=INVALID_TOKEN");
    }
    get("").expect_error(400, "VALIDATION_ERROR");
    let untrusted = format!("?token={token}&callbackURL=https%3A%2F%2Fevil.example");
    get(&untrusted).expect_error(403, "INVALID_CALLBACK_URL");
    assert!(!is_verified(&mailed.app));

    mailed.app.advance(TimeDelta::seconds(3_600));
    get(&format!("?token={token}")).expect_error(401, "TOKEN_EXPIRED");
    leads_to(&mailed.follow(&mail).send(), "/done?error=TOKEN_EXPIRED");
    assert!(!is_verified(&mailed.app));
}

#[rstest]
fn a_link_is_for_the_user_and_the_address_that_it_was_made_for(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((mailed, mail)) = spawned(on) else { return };
    let path = format!("/api/auth/verify-email?token={}", text(&mail, "token"));
    let rename = |email: &str| {
        mailed.app.database.execute(&format!(r#"UPDATE "user" SET "email" = '{email}'"#));
    };
    rename("other@example.com");
    mailed.app.get(&path).send().expect_error(401, "USER_NOT_FOUND");
    // Someone else has taken the address since.
    Browser::signed_up(&mailed.app, "ada");
    mailed.app.get(&path).send().expect_error(401, "INVALID_TOKEN");
    assert!(!is_verified(&mailed.app));
}

#[rstest]
fn verifying_signs_in_where_that_is_asked_for(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn_with(on, |accounts| {
        accounts.options.email_verification.auto_sign_in = true;
        accounts.options.email_verification.send_on_sign_up = Some(true);
    }) else {
        return;
    };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    let mut stranger = Browser::signed_up(&mailed.app, "eve");
    mailed.mail(2);
    let mail = mailed.mails().remove(0);
    let path = mailed.path(&mail);
    let path = path.strip_prefix("/api/auth").unwrap();
    // At a browser where someone else is signed in, the user of the link is from then on.
    leads_to(&stranger.get(path), "/");
    assert_eq!(stranger.get("/get-session").json()["user"]["name"], "ada");
    assert_eq!(ada.get("/get-session").json()["user"]["emailVerified"], true);
    // Once it is verified, the link lets nobody in any more.
    let late = Browser::new(&mailed.app).get(path);
    assert_eq!(late.expect(302).set_cookies(), [""; 0]);
}

/// Access tokens have the user's address in them. Even one under the very same secret proves none.
#[rstest]
fn an_access_token_verifies_nothing(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn_with(on, |config| {
        config.tokens.secret = Some(accounts::Secret::from(SECRET.to_owned()));
    }) else {
        return;
    };
    let token = Browser::signed_up(&app, "ada").token();
    let path = format!("/api/auth/verify-email?token={token}");
    app.get(&path).send().expect_error(401, "INVALID_TOKEN");
    assert!(!is_verified(&app));
}
