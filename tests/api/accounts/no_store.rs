//! No cache keeps what is a secret, or says who is signed in.

use rstest::rstest;
use serde_json::json;
use testing::Backend;

use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

#[rstest]
fn no_answer_with_a_secret_may_be_kept(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::new(&app);
    let change = json!({
        "currentPassword": PASSWORD, "newPassword": "another horse", "revokeOtherSessions": true,
    });
    let answers = [
        ada.sign_up("ada"),
        ada.sign_in("ada", PASSWORD),
        ada.get("/get-session"),
        ada.get("/token"),
        ada.get("/list-sessions"),
        ada.get("/list-accounts"),
        ada.post("/update-user", json!({ "name": "Ada" })),
        ada.post("/change-password", change),
    ];
    for answer in answers {
        let answer = answer.expect(200);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{}", answer.text);
        assert_eq!(answer.header("pragma"), Some("no-cache"));
    }
}

/// A cookie that is set anew is a secret, whatever else the answer says.
#[rstest]
fn nor_one_that_sets_a_session_cookie(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    app.advance(chrono::TimeDelta::days(2));
    let answer = ada.post("/verify-password", json!({ "password": PASSWORD })).expect(200);
    assert!(!answer.set_cookies().is_empty());
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let answer = ada.post("/verify-password", json!({ "password": PASSWORD })).expect(200);
    assert_eq!((answer.set_cookies().len(), answer.header("cache-control")), (0, None));
}
