use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{is_id, is_time, members, newcomer, pair, post, session_token, sign_in, sign_up};
use crate::{app::TestApp, browser::PASSWORD};

#[rstest]
fn signing_up_makes_a_user_and_signs_them_in(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let body = json!({ "name": "Ada Lovelace", "email": "Ada@Example.COM", "password": PASSWORD });
    let answer = post(&app, "/sign-up/email", body).expect(200);
    let body = answer.json();
    let user = &body["user"];
    assert_eq!(members(&body), ["token", "user"]);
    assert_eq!(
        members(user),
        ["createdAt", "email", "emailVerified", "id", "image", "name", "updatedAt"]
    );
    assert_eq!(user["name"], "Ada Lovelace");
    assert_eq!(user["email"], "ada@example.com");
    assert_eq!(user["emailVerified"], false);
    assert_eq!(user["image"], Value::Null);
    assert!(is_id(user["id"].as_str().unwrap()), "{user}");
    assert!(is_id(&session_token(&answer)), "{body}");
    assert!(is_time(&user["createdAt"]), "{user}");
    assert_eq!(user["createdAt"], user["updatedAt"]);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
}

#[rstest]
fn the_session_goes_into_a_signed_cookie_and_into_a_header_for_those_who_keep_none(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let answer = sign_up(&app, "ada@example.com").expect(200);
    let token = session_token(&answer);

    let signed = answer.header("set-auth-token").unwrap();
    let signature = signed.strip_prefix(&format!("{token}.")).unwrap();
    assert_eq!(signature.len(), 44, "{signature}");
    assert!(signature.ends_with('='), "{signature}");
    let escaped = signed.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    assert_eq!(
        answer.set_cookies(),
        [format!(
            "better-auth.session_token={escaped}; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax"
        )]
    );
    assert_eq!(answer.header("access-control-expose-headers"), Some("set-auth-token"));

    let session = super::get_session(&app).cookie(pair(answer.set_cookies()[0])).send();
    assert_eq!(session.json()["session"]["token"], token.as_str());
}

#[rstest]
fn an_address_is_taken_once_in_whatever_case(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    sign_up(&app, "ada@example.com").expect(200);
    for again in ["ada@example.com", "ADA@EXAMPLE.COM"] {
        let refused = sign_up(&app, again);
        let refused = refused.expect_error(422, "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL");
        assert_eq!(refused.json()["message"], "User already exists. Use another email.");
        assert_eq!(refused.set_cookies(), super::NO_COOKIES);
        assert_eq!(refused.header("set-auth-token"), None);
    }
}

#[rstest]
fn members_that_nobody_asked_for_have_no_effect(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut body = newcomer("ada@example.com");
    body["id"] = json!("chosen");
    body["emailVerified"] = json!(true);
    body["role"] = json!("admin");
    body["createdAt"] = json!("2000-01-01T00:00:00.000Z");
    let user = post(&app, "/sign-up/email", body).expect(200).json()["user"].clone();
    assert!(is_id(user["id"].as_str().unwrap()), "{user}");
    assert_eq!(user["emailVerified"], false);
    assert_eq!(user["role"], Value::Null);
    assert!(user["createdAt"].as_str() > Some("2001"), "{user}");
}

#[rstest]
fn an_image_is_kept_and_a_name_may_be_empty(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut body = newcomer("ada@example.com");
    body["name"] = json!("");
    body["image"] = json!("https://cdn.example.com/ada.png");
    body["callbackURL"] = json!("/welcome");
    let user = post(&app, "/sign-up/email", body).expect(200).json()["user"].clone();
    assert_eq!(user["name"], "");
    assert_eq!(user["image"], "https://cdn.example.com/ada.png");
    assert_eq!(sign_in(&app, "ada@example.com", PASSWORD).expect(200).json()["user"], user);
}

#[rstest]
fn a_form_may_sign_up(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let form = app
        .post("/api/auth/sign-up/email")
        .header("content-type", "application/x-www-form-urlencoded")
        .body("name=Ada+L.&email=ada%40example.com&password=correct+horse");
    assert_eq!(form.send().expect(200).json()["user"]["name"], "Ada L.");
    sign_in(&app, "ada@example.com", "correct horse").expect(200);
}
