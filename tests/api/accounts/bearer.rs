use accounts::SessionBearer;
use rstest::rstest;
use serde_json::Value;
use testing::Backend;

use super::{NO_COOKIES, get_session, pair, session_token, sign_up};
use crate::app::TestApp;

#[rstest]
fn a_session_token_may_be_borne_bare_signed_or_escaped(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let signed = signed_up.header("set-auth-token").unwrap();
    let escaped = pair(signed_up.set_cookies()[0]).split_once('=').unwrap().1;
    let bare = session_token(&signed_up);
    for authorization in [
        format!("Bearer {bare}"),
        format!("bearer {bare}"),
        format!("BEARER   {bare}"),
        format!("Bearer {signed}"),
        format!("Bearer {escaped}"),
    ] {
        let answer = get_session(&app).header("authorization", &authorization).send();
        assert_eq!(answer.json()["user"], signed_up.json()["user"], "{authorization}");
    }
}

#[rstest]
fn any_other_authorization_is_none(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let bare = session_token(&signed_up);
    let signed = signed_up.header("set-auth-token").unwrap();
    let base64url = signed.replace('+', "-").replace('/', "_").replace('=', "");
    for authorization in [
        "Bearer".to_owned(),
        format!("Bearer {bare}.{}=", "A".repeat(43)),
        format!("Bearer {base64url}"),
        format!("Basic {bare}"),
        bare.clone(),
    ] {
        let answer = get_session(&app).header("authorization", &authorization).send().expect(200);
        assert_eq!(answer.json(), Value::Null, "{authorization}");
        assert_eq!(answer.set_cookies(), NO_COOKIES);
    }
}

#[rstest]
fn a_bearer_comes_before_a_cookie_if_there_is_anything_to_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let (ada, grace) = (sign_up(&app, "ada@example.com"), sign_up(&app, "grace@example.com"));
    let asks = |authorization: String| {
        let request = get_session(&app).cookie(pair(ada.set_cookies()[0]));
        let answer = request.header("authorization", authorization).send().expect(200);
        answer.json()["user"]["email"].clone()
    };
    let token = session_token(&grace);
    assert_eq!(asks(format!("Bearer {token}")), "grace@example.com");
    assert_eq!(asks(format!("Bearer {token}.forged")), "ada@example.com");
    assert_eq!(asks("Basic abc".to_owned()), "ada@example.com");
    assert_eq!(asks(format!("Bearer {}", "x".repeat(32))), Value::Null);
}

/// A session token is no JWT, and a JWT is no session: neither opens the other's door.
#[rstest]
fn a_session_token_is_no_token_of_the_data_api_and_a_jwt_no_session(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let session = session_token(&signed_up);
    let answer = app.get("/api/me").bearer(&session).send();
    answer.expect_error(401, "INVALID_TOKEN");
    let cookie = app.get("/api/me").cookie(pair(signed_up.set_cookies()[0])).send();
    cookie.expect_error(401, "MISSING_TOKEN");

    let jwt = app.get("/api/auth/token").bearer(&session).send().expect(200).json();
    let answer = get_session(&app).bearer(jwt["token"].as_str().unwrap()).send().expect(200);
    assert_eq!(answer.json(), Value::Null);
}

#[rstest]
fn only_signed_tokens_may_be_borne_where_that_is_set(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let app = TestApp::spawn_with(on, |config| {
        config.accounts.as_mut().unwrap().bearer = SessionBearer::Signed;
    });
    let Some(app) = app else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let bare = get_session(&app).bearer(&session_token(&signed_up)).send().expect(200);
    assert_eq!((bare.json(), bare.set_cookies().len()), (Value::Null, 0));
    app.get("/api/auth/token").bearer(&session_token(&signed_up)).send().expect(401);
    let signed = signed_up.header("set-auth-token").unwrap();
    let answer = get_session(&app).bearer(signed).send().expect(200);
    assert_eq!(answer.json()["user"], signed_up.json()["user"]);
}
