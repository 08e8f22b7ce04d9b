use chrono::{DateTime, TimeDelta};
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{NO_COOKIES, forget_password, get_session, pair, session_token, sign_in};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

const NEW: &str = "another horse";

fn change() -> Value {
    json!({ "currentPassword": PASSWORD, "newPassword": NEW })
}

fn change_and_end_sessions() -> Value {
    let mut body = change();
    body["revokeOtherSessions"] = json!(true);
    body
}

/// Checks which of the two passwords is Ada's.
#[track_caller]
fn is_password(app: &TestApp, right: &str, wrong: &str) {
    sign_in(app, "ada@example.com", right).expect(200);
    sign_in(app, "ada@example.com", wrong).expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
}

#[rstest]
fn the_new_password_signs_in_and_the_old_one_no_more(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let mut phone = Browser::new(&app);
    phone.sign_in("ada", PASSWORD).expect(200);
    Browser::signed_up(&app, "eve");
    let user = ada.get("/get-session").json()["user"].clone();

    let changed = ada.post("/change-password", change()).expect(200);
    assert_eq!(changed.json(), json!({ "token": null, "user": user }));
    assert_eq!(changed.set_cookies(), NO_COOKIES);
    assert_eq!(changed.header("set-auth-token"), None);
    assert_eq!(changed.header("cache-control"), Some("no-store"));
    is_password(&app, NEW, PASSWORD);
    sign_in(&app, "eve@example.com", PASSWORD).expect(200);
    // Who was signed in stays so, unless it is asked for.
    for browser in [&mut ada, &mut phone] {
        assert_eq!(browser.get("/get-session").json()["user"], user);
    }
}

#[rstest]
fn all_sessions_end_if_asked_for_and_a_new_one_begins(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let (mut ada, mut phone) = (Browser::new(&app), Browser::new(&app));
    let old = ada.sign_up("ada").expect(200);
    let old = [session_token(&old), session_token(&phone.sign_in("ada", PASSWORD).expect(200))];
    let eves = Browser::new(&app).sign_up("eve").expect(200);

    let changed = ada.post("/change-password", change_and_end_sessions()).expect(200);
    let token = session_token(&changed);
    assert_eq!(changed.set_cookies().len(), 1);
    assert!(changed.set_cookies()[0].contains("; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax"));
    let cookie = pair(changed.set_cookies()[0]);
    assert!(cookie.starts_with(&format!("better-auth.session_token={token}.")), "{cookie}");
    assert!(changed.header("set-auth-token").unwrap().starts_with(&token));
    assert_eq!(changed.header("access-control-expose-headers"), Some("set-auth-token"));
    assert_eq!(changed.header("cache-control"), Some("no-store"));

    assert_eq!(ada.get("/get-session").json()["session"]["token"], token.as_str());
    for ended in old {
        assert_eq!(get_session(&app).bearer(&ended).send().expect(200).json(), Value::Null);
    }
    assert_eq!(phone.get("/get-session").expect(200).json(), Value::Null);
    assert_ne!(get_session(&app).bearer(&session_token(&eves)).send().json(), Value::Null);
    is_password(&app, NEW, PASSWORD);
}

/// As at Better Auth: the row lasts seven days, the cookies as long as the browser runs.
#[rstest]
fn whoever_is_not_remembered_is_not_remembered_afterwards(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let body = json!({ "email": "ada@example.com", "password": PASSWORD, "rememberMe": false });
    let signed_in = ada.post("/sign-in/email", body).expect(200);
    let changed = ada.post("/change-password", change_and_end_sessions()).expect(200);
    let cookies = changed.set_cookies();
    assert_eq!(cookies.len(), 2);
    assert!(cookies[0].ends_with("%3D; Path=/; HttpOnly; SameSite=Lax"), "{cookies:?}");
    assert_eq!(cookies[1], signed_in.set_cookies()[1]);
    let session = ada.get("/get-session").json()["session"].clone();
    let [begun, ends] = ["createdAt", "expiresAt"]
        .map(|name| DateTime::parse_from_rfc3339(session[name].as_str().unwrap()).unwrap());
    assert_eq!(ends - begun, TimeDelta::days(7));
}

#[rstest]
fn a_refused_change_changes_nothing(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let (wrong, long) = ("not hers", "x".repeat(129));
    for (current, new, code, message) in [
        (wrong, NEW, "INVALID_PASSWORD", "Invalid password"),
        ("", NEW, "INVALID_PASSWORD", "Invalid password"),
        (PASSWORD, "1234567", "PASSWORD_TOO_SHORT", "Password too short"),
        (PASSWORD, &long, "PASSWORD_TOO_LONG", "Password too long"),
        (&long, NEW, "PASSWORD_TOO_LONG", "Password too long"),
        // The length of the new one is looked at first.
        (wrong, "", "PASSWORD_TOO_SHORT", "Password too short"),
        (&long, "", "PASSWORD_TOO_SHORT", "Password too short"),
    ] {
        let mut body = json!({ "currentPassword": current, "newPassword": new });
        body["revokeOtherSessions"] = json!(true);
        let refused = ada.post("/change-password", body).expect_error(400, code);
        assert_eq!(refused.json()["message"], message);
        assert_eq!(refused.set_cookies(), NO_COOKIES);
    }
    let mut body = change();
    body["revokeOtherSessions"] = json!("yes");
    ada.post("/change-password", body).expect_error(400, "VALIDATION_ERROR");
    assert_ne!(ada.get("/get-session").json(), Value::Null);
    is_password(&app, PASSWORD, NEW);
    // The same once more is no fault.
    let same = json!({ "currentPassword": PASSWORD, "newPassword": PASSWORD });
    ada.post("/change-password", same).expect(200);
    is_password(&app, PASSWORD, NEW);
}

#[rstest]
fn whoever_has_no_password_has_none_to_change(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    forget_password(&app);
    let refused = ada.post("/change-password", change());
    let refused = refused.expect_error(400, "CREDENTIAL_ACCOUNT_NOT_FOUND");
    assert_eq!(refused.json()["message"], "Credential account not found");
    assert_eq!(app.database.text(r#"SELECT "id" FROM "account""#), NO_COOKIES);
}
