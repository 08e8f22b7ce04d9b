use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{NO_COOKIES, is_id, members, post, session_token, sign_in, sign_up};
use crate::{app::TestApp, browser::PASSWORD, client::Answer};

#[rstest]
fn the_right_password_begins_a_further_session(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let first = sign_up(&app, "ada@example.com").expect(200);
    let second = sign_in(&app, "Ada@Example.com", PASSWORD).expect(200);
    let body = second.json();
    assert_eq!(members(&body), ["redirect", "token", "user"]);
    assert_eq!(body["redirect"], false);
    assert_eq!(body["user"], first.json()["user"]);
    assert!(is_id(&session_token(&second)), "{body}");
    assert_eq!(second.header("location"), None);
    assert_eq!(second.header("cache-control"), Some("no-store"));
    assert_eq!(second.header("access-control-expose-headers"), Some("set-auth-token"));
    assert_eq!(second.set_cookies().len(), 1);

    assert_ne!(session_token(&first), session_token(&second));
    for answer in [first, second] {
        let session = super::get_session(&app).bearer(&session_token(&answer)).send();
        assert_eq!(session.json()["user"], body["user"]);
    }
}

/// All that a client sees of an answer, but for what differs from request to request.
fn seen(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let mut headers: Vec<_> = answer
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .map(|(name, value)| match name.as_str() {
            "date" | "x-request-id" => (name, String::new()),
            _ => (name, value),
        })
        .collect();
    headers.sort();
    (answer.status, headers, answer.text.clone())
}

#[rstest]
fn a_wrong_password_and_an_unknown_address_are_answered_alike(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    sign_up(&app, "ada@example.com").expect(200);
    sign_up(&app, "octo@example.com").expect(200);
    app.database.execute(
        r#"UPDATE "account" SET "password" = NULL WHERE "userId" =
        (SELECT "id" FROM "user" WHERE "email" = 'octo@example.com')"#,
    );

    let wrong = sign_in(&app, "ada@example.com", "wrong password");
    let wrong = wrong.expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
    assert_eq!(
        wrong.json(),
        json!({ "code": "INVALID_EMAIL_OR_PASSWORD", "message": "Invalid email or password" })
    );
    assert_eq!(wrong.set_cookies(), NO_COOKIES);
    let unknown = sign_in(&app, "nobody@example.com", "wrong password");
    let without_password = sign_in(&app, "octo@example.com", PASSWORD);
    assert_eq!(seen(&unknown), seen(&wrong));
    assert_eq!(seen(&without_password), seen(&wrong));
}

/// An account of another provider may hold anything.
#[rstest]
fn a_password_counts_in_the_account_of_credentials_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    sign_up(&app, "ada@example.com").expect(200);
    app.database.execute(r#"UPDATE "account" SET "providerId" = 'github'"#);
    let refused = sign_in(&app, "ada@example.com", PASSWORD);
    refused.expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
}

#[rstest]
fn a_callback_is_told_in_body_and_location_with_status_200(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    sign_up(&app, "ada@example.com").expect(200);
    let sign_in = |callback: Value| {
        let body =
            json!({ "email": "ada@example.com", "password": PASSWORD, "callbackURL": callback });
        post(&app, "/sign-in/email", body)
    };
    let sent = sign_in(json!("/dashboard?tab=1")).expect(200);
    assert_eq!(sent.header("location"), Some("/dashboard?tab=1"));
    assert_eq!(sent.json()["redirect"], true);
    assert_eq!(sent.json()["url"], "/dashboard?tab=1");

    let own = format!("{}/there", app.origin());
    assert_eq!(sign_in(json!(own)).expect(200).header("location"), Some(own.as_str()));

    let stays = sign_in(json!("")).expect(200);
    assert_eq!(stays.header("location"), None);
    assert_eq!(stays.json()["redirect"], false);
    assert_eq!(stays.json()["url"], "");

    let evil = sign_in(json!("https://evil.example")).expect_error(403, "INVALID_CALLBACK_URL");
    assert_eq!(evil.json()["message"], "Invalid callbackURL");
    sign_in(json!("//evil.example")).expect_error(403, "INVALID_CALLBACK_URL");
    let mistyped = sign_in(json!(42)).expect(400);
    assert_eq!(mistyped.json(), json!({ "message": "Invalid callbackURL: expected a string" }));
}

/// A URL parser drops the line break, so the origin is trusted, but no header can hold it.
#[rstest]
fn a_callback_that_no_header_can_hold_is_told_in_the_body_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    sign_up(&app, "ada@example.com").expect(200);
    let url = format!("{}/a\r\nset-cookie: a=b", app.origin());
    let body = json!({ "email": "ada@example.com", "password": PASSWORD, "callbackURL": url });
    let answer = post(&app, "/sign-in/email", body).expect(200);
    assert_eq!(answer.header("location"), None);
    assert_eq!(answer.set_cookies().len(), 1);
    assert_eq!(answer.json()["url"], url.as_str());
}

#[rstest]
fn a_form_may_sign_in_but_say_nothing_of_remembering(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    sign_up(&app, "ada@example.com").expect(200);
    let form = |further: &str| {
        app.post("/api/auth/sign-in/email")
            .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
            .body(format!("email=ada%40example.com&password=correct+horse+battery{further}"))
            .send()
    };
    form("").expect(200);
    let refused = form("&rememberMe=false").expect_error(400, "VALIDATION_ERROR");
    assert_eq!(
        refused.json()["message"],
        "[body.rememberMe] Invalid input: expected boolean, received string"
    );
}
