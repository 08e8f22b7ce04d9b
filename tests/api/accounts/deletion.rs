//! Who may delete a user, and what is left. What goes with them of the data is told elsewhere.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{CLEARED, NO_COOKIES, forget_password, get_session, post, session_token};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

#[rstest]
fn the_password_is_enough_however_long_ago_the_user_signed_in(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let (mut ada, mut phone) = (Browser::new(&app), Browser::new(&app));
    ada.sign_up("ada").expect(200);
    let elsewhere = session_token(&phone.sign_in("ada", PASSWORD).expect(200));
    let mut eve = Browser::signed_up(&app, "eve");
    app.advance(TimeDelta::days(3));

    let gone = ada.post("/delete-user", json!({ "password": PASSWORD })).expect(200);
    assert_eq!(gone.json(), json!({ "success": true, "message": "User deleted" }));
    assert_eq!(gone.set_cookies(), CLEARED);
    assert_eq!(gone.header("set-auth-token"), None);
    assert_eq!(get_session(&app).bearer(&elsewhere).send().expect(200).json(), Value::Null);
    phone.sign_in("ada", PASSWORD).expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
    assert_eq!(eve.get("/get-session").expect(200).json()["user"]["name"], "eve");
    eve.sign_in("eve", PASSWORD).expect(200);
}

#[rstest]
fn a_refused_deletion_deletes_nothing(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    for (body, status, code, message) in [
        (json!({ "password": "not hers" }), 400, "INVALID_PASSWORD", "Invalid password"),
        // It has to be the right one although the session is fresh.
        (json!({ "password": "" }), 400, "INVALID_PASSWORD", "Invalid password"),
        (json!({ "token": "made up" }), 404, "INVALID_TOKEN", "Invalid token"),
        (json!({ "password": PASSWORD, "token": "x" }), 404, "INVALID_TOKEN", "Invalid token"),
        // The password is looked at first.
        (
            json!({ "password": "not hers", "token": "x" }),
            400,
            "INVALID_PASSWORD",
            "Invalid password",
        ),
    ] {
        let refused = ada.post("/delete-user", body).expect_error(status, code);
        assert_eq!(refused.json()["message"], message);
        assert_eq!(refused.set_cookies(), NO_COOKIES);
    }
    let away = json!({ "callbackURL": "https://evil.example" });
    ada.post("/delete-user", away).expect_error(403, "INVALID_CALLBACK_URL");
    assert_eq!(ada.get("/get-session").json()["user"]["name"], "ada");
    ada.sign_in("ada", PASSWORD).expect(200);
}

/// A body is needed even though nothing has to be in it.
#[rstest]
fn a_call_without_a_body_deletes_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = session_token(&super::sign_up(&app, "ada@example.com"));
    let refused = app.post("/api/auth/delete-user").bearer(&token).send();
    let refused = refused.expect_error(400, "VALIDATION_ERROR");
    assert_eq!(
        refused.json()["message"],
        "[body] Invalid input: expected object, received undefined"
    );
    let allowed = app.post("/api/auth/delete-user").bearer(&token).json(json!({}));
    allowed.send().expect(200);
    post(&app, "/delete-user", json!({})).expect_error(401, "UNAUTHORIZED");
}

#[rstest]
fn whoever_has_no_password_deletes_themselves_while_their_session_is_fresh(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    forget_password(&app);
    let refused = ada.post("/delete-user", json!({ "password": PASSWORD }));
    refused.expect_error(400, "CREDENTIAL_ACCOUNT_NOT_FOUND");
    ada.post("/delete-user", json!({})).expect(200);
    for table in ["user", "session", "account"] {
        let ids = app.database.text(&format!(r#"SELECT "id" FROM "{table}""#));
        assert_eq!(ids, NO_COOKIES, "{table}");
    }
}
