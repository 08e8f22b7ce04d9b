use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{NO_COOKIES, forget_password};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

#[rstest]
fn a_password_is_the_users_own_or_it_is_wrong(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let eves = json!({ "name": "Eve", "email": "eve@example.com", "password": "eve's own" });
    super::post(&app, "/sign-up/email", eves).expect(200);

    let right = ada.post("/verify-password", json!({ "password": PASSWORD })).expect(200);
    assert_eq!(right.json(), json!({ "status": true }));
    assert_eq!(right.set_cookies(), NO_COOKIES);
    for wrong in ["eve's own", "short", "", "correct horse battery "] {
        let refused = ada.post("/verify-password", json!({ "password": wrong }));
        let refused = refused.expect_error(400, "INVALID_PASSWORD");
        assert_eq!(refused.json()["message"], "Invalid password");
        assert_eq!(refused.set_cookies(), NO_COOKIES);
    }
    let long = ada.post("/verify-password", json!({ "password": "x".repeat(129) }));
    long.expect_error(400, "PASSWORD_TOO_LONG");
    ada.get("/list-sessions").expect(200);
}

#[rstest]
fn whoever_has_no_password_is_told_so(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    forget_password(&app);
    let refused = ada.post("/verify-password", json!({ "password": PASSWORD }));
    refused.expect_error(400, "CREDENTIAL_ACCOUNT_NOT_FOUND");
}
