//! What users change of themselves.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{CLEARED, NO_COOKIES, is_time, jwt};
use crate::{app::TestApp, browser::Browser};

const IMAGE: &str = "https://cdn.example.com/ada.png";

fn user(browser: &mut Browser<'_>) -> Value {
    browser.get("/get-session").expect(200).json()["user"].clone()
}

#[rstest]
fn name_and_image_change_and_the_next_token_says_so(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let (mut ada, mut eve) = (Browser::signed_up(&app, "ada"), Browser::signed_up(&app, "eve"));
    let (before, eves) = (user(&mut ada), user(&mut eve));
    app.advance(TimeDelta::seconds(1));
    let answer = ada.post("/update-user", json!({ "name": "Ada L.", "image": IMAGE })).expect(200);
    assert_eq!(answer.json(), json!({ "status": true }));

    let after = user(&mut ada);
    let mut expected = before.clone();
    expected["name"] = json!("Ada L.");
    expected["image"] = json!(IMAGE);
    expected["updatedAt"] = after["updatedAt"].clone();
    assert_eq!(after, expected);
    assert!(is_time(&after["updatedAt"]), "{after}");
    assert!(after["updatedAt"].as_str() > before["updatedAt"].as_str(), "{after}");
    let claims = jwt::claims(&ada.token());
    assert_eq!((&claims["name"], &claims["image"]), (&json!("Ada L."), &json!(IMAGE)));
    assert_eq!(user(&mut eve), eves);
}

#[rstest]
fn what_is_not_named_stays_and_null_takes_the_image_away(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    for (body, name, image) in [
        (json!({ "image": IMAGE }), "ada", json!(IMAGE)),
        (json!({ "name": "Ada" }), "Ada", json!(IMAGE)),
        (json!({ "image": null }), "Ada", Value::Null),
        (json!({ "name": "", "image": "" }), "", json!("")),
    ] {
        ada.post("/update-user", body).expect(200);
        let user = user(&mut ada);
        assert_eq!((&user["name"], &user["image"]), (&json!(name), &image));
    }
}

/// It is what tells clients to look at the user anew. The token stays the same.
#[rstest]
fn the_cookie_is_set_again_for_as_long_as_it_was(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(true, false)] remember: bool,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::new(&app);
    let mut body = super::newcomer("ada@example.com");
    body["rememberMe"] = json!(remember);
    let signed_up = ada.post("/sign-up/email", body).expect(200);
    let updated = ada.post("/update-user", json!({ "name": "Ada L." })).expect(200);
    assert_eq!(updated.set_cookies(), signed_up.set_cookies());
    assert_eq!(updated.set_cookies().len(), if remember { 1 } else { 2 });
    assert_eq!(updated.set_cookies()[0].contains("; Max-Age=604800;"), remember);
    assert_eq!(updated.header("set-auth-token"), signed_up.header("set-auth-token"));
    assert_eq!(updated.header("access-control-expose-headers"), Some("set-auth-token"));
}

#[rstest]
fn an_address_is_not_changed_this_way(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let before = user(&mut ada);
    for email in [json!("eve@example.com"), json!("ada@example.com"), json!(1), json!({})] {
        let refused = ada.post("/update-user", json!({ "name": "Eve", "email": email }));
        let refused = refused.expect_error(400, "EMAIL_CAN_NOT_BE_UPDATED");
        assert_eq!(refused.json()["message"], "Email can not be updated");
        assert_eq!(refused.set_cookies(), NO_COOKIES);
    }
    assert_eq!(user(&mut ada), before);
    // What JavaScript takes for false is not there.
    ada.post("/update-user", json!({ "name": "Ada", "email": "" })).expect(200);
}

#[rstest]
fn members_that_nobody_may_change_are_ignored(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let before = user(&mut ada);
    let unknown = json!({ "id": "x", "emailVerified": true, "createdAt": 0, "role": "admin" });
    for body in [json!({}), json!({ "email": null }), unknown.clone()] {
        let refused = ada.post("/update-user", body).expect(400);
        assert_eq!(refused.json(), json!({ "message": "No fields to update" }));
        assert_eq!(refused.set_cookies(), NO_COOKIES);
    }
    assert_eq!(user(&mut ada), before);

    let mut body = unknown;
    body["name"] = json!("Ada L.");
    ada.post("/update-user", body).expect(200);
    let mut after = user(&mut ada);
    assert_eq!(after["name"], "Ada L.");
    for moved in ["name", "updatedAt"] {
        after[moved] = before[moved].clone();
    }
    assert_eq!(after, before);
}

/// Better Auth stores a number as the database takes it, and answers 500 to a name that is null.
#[rstest]
fn a_name_is_a_text(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    for (member, value, problem) in [
        ("name", Value::Null, "expected string, received null"),
        ("name", json!(42), "expected string, received number"),
        ("name", json!("a\0b"), "NUL is not allowed"),
        ("image", json!(true), "expected string, received boolean"),
    ] {
        let refused = ada.post("/update-user", json!({ member: value }));
        let refused = refused.expect_error(400, "VALIDATION_ERROR");
        let message = format!("[body.{member}] Invalid input: {problem}");
        assert_eq!(refused.json()["message"], message.as_str());
    }
    assert_eq!(user(&mut ada)["name"], "ada");
}

#[rstest]
fn nothing_of_a_session_can_be_changed(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    for body in [json!({}), json!({ "expiresAt": "2099-01-01T00:00:00.000Z", "userId": "x" })] {
        let refused = ada.post("/update-session", body).expect(400);
        assert_eq!(refused.json(), json!({ "message": "No fields to update" }));
        assert!(!refused.set_cookies().contains(&CLEARED[0]));
    }
}
