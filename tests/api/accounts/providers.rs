//! Ways to sign in by way of someone else, of which none is configured.

use ownly::config::Config;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{NO_COOKIES, post, session_token};
use crate::{
    app::TestApp,
    browser::Browser,
    client::{Answer, Request},
};

/// Checks code and message.
#[track_caller]
fn refused(answer: Answer, status: u16, code: &str, message: &str) {
    let answer = answer.expect_error(status, code);
    assert_eq!(answer.json()["message"], message);
}

#[rstest]
fn no_provider_is_found(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let not_found = |answer| refused(answer, 404, "PROVIDER_NOT_FOUND", "Provider not found");
    for provider in ["github", "nonesuch", ""] {
        not_found(post(&app, "/sign-in/social", json!({ "provider": provider })));
    }
    let whole = json!({
        "provider": "github", "callbackURL": "/dashboard", "errorCallbackURL": "/oops",
        "newUserCallbackURL": "/welcome", "disableRedirect": true, "scopes": ["a"],
        "requestSignUp": true, "loginHint": "x", "additionalParams": {}, "additionalData": {},
        "idToken": { "token": "x" }, "more": 1,
    });
    not_found(post(&app, "/sign-in/social", whole.clone()));
    // Unlike a sign-in with a password, it is not asked where it comes from without a cookie.
    let from = app.post("/api/auth/sign-in/social").header("origin", "https://evil.example");
    not_found(from.json(whole.clone()).send());

    let mut ada = Browser::signed_up(&app, "ada");
    not_found(ada.post("/link-social", whole.clone()));
    post(&app, "/link-social", whole).expect_error(401, "UNAUTHORIZED");
}

#[rstest]
#[case(json!({}), "[body.provider] Invalid input")]
#[case(json!({ "provider": null }), "[body.provider] Invalid input")]
#[case(json!([]), "[body] Invalid input: expected object, received array")]
#[case(json!({ "provider": "x", "scopes": "y" }), "[body.scopes] Invalid input: expected array, received string")]
#[case(json!({ "provider": "x", "scopes": [1] }), "[body.scopes.0] Invalid input: expected string, received number")]
#[case(json!({ "provider": "x", "idToken": {} }), "[body.idToken.token] Invalid input: expected string, received undefined")]
#[case(json!({ "provider": "x", "idToken": "y" }), "[body.idToken] Invalid input: expected object, received string")]
#[case(json!({ "provider": "x", "requestSignUp": 1, "loginHint": 1 }), "[body.requestSignUp] Invalid input: expected boolean, received number; [body.loginHint] Invalid input: expected string, received number")]
#[case(json!({ "provider": "x", "additionalParams": 1, "additionalData": [1] }), "[body.additionalParams] Invalid input: expected record, received number; [body.additionalData] Invalid input: expected record, received array")]
fn what_is_asked_of_a_provider_is_checked_first(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] body: Value,
    #[case] message: &str,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    for path in ["/sign-in/social", "/link-social"] {
        refused(post(&app, path, body.clone()), 400, "VALIDATION_ERROR", message);
    }
}

#[rstest]
#[case("callbackURL", "INVALID_CALLBACK_URL")]
#[case("errorCallbackURL", "INVALID_ERROR_CALLBACK_URL")]
#[case("newUserCallbackURL", "INVALID_NEW_USER_CALLBACK_URL")]
fn nobody_is_sent_to_an_untrusted_page(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] member: &str,
    #[case] code: &str,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let body = json!({ "provider": "github", member: "https://evil.example/x" });
    post(&app, "/sign-in/social", body.clone()).expect_error(403, code);
    post(&app, "/link-social", body).expect_error(403, code);
}

#[rstest]
fn a_form_is_not_taken(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    for path in ["/sign-in/social", "/link-social", "/get-access-token", "/refresh-token"] {
        let request = app.post(&format!("/api/auth{path}"));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body("provider=github").send().expect_error(415, "UNSUPPORTED_MEDIA_TYPE");
    }
}

/// Where each of the three that take an account asks for it.
fn ask<'a>(app: &'a TestApp, path: &str, account: &str) -> Request<'a> {
    match path {
        "/account-info" => app.get(&format!("/api/auth/account-info?accountId={account}")),
        _ => app.post(&format!("/api/auth{path}")).json(json!({ "accountId": account })),
    }
}

#[rstest]
#[case("/get-access-token", "PROVIDER_NOT_SUPPORTED", "Provider credential is not supported.")]
#[case("/refresh-token", "PROVIDER_NOT_SUPPORTED", "Provider credential is not supported.")]
#[case(
    "/account-info",
    "PROVIDER_NOT_CONFIGURED",
    "Account is not associated with a configured social provider."
)]
fn a_password_is_no_provider(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] path: &str,
    #[case] code: &str,
    #[case] message: &str,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::new(&app);
    let token = session_token(&ada.sign_up("ada").expect(200));
    let own = ada.get("/list-accounts").json()[0]["id"].as_str().unwrap().to_owned();
    refused(ask(&app, path, &own).bearer(&token).send(), 400, code, message);

    let eve = session_token(&Browser::new(&app).sign_up("eve").expect(200));
    let answers = [own.as_str(), "made-up", ""].map(|account| {
        let answer = ask(&app, path, account).bearer(&eve).send();
        let answer = answer.expect_error(400, "ACCOUNT_NOT_FOUND");
        assert_eq!(answer.json()["message"], "Account not found");
        answer.text
    });
    assert_eq!(answers[0], answers[1]);
    ask(&app, path, &own).send().expect_error(401, "UNAUTHORIZED");
}

#[rstest]
#[case(json!({}), "[body] Invalid input")]
#[case(json!([]), "[body] Invalid input")]
#[case(json!({ "accountId": 1 }), "[body] Invalid input")]
#[case(json!({ "accountId": "x", "userId": 1 }), "[body] Invalid input")]
#[case(json!({ "accountId": "x", "useAccountCookie": true }), "[body] Invalid input")]
#[case(json!({ "useAccountCookie": false }), "[body] Invalid input")]
#[case(json!({ "accountId": "x", "extra": 1 }), "[body] Unrecognized key: \"extra\"")]
#[case(json!({ "accountId": "x", "a": 1, "b": 2 }), "[body] Unrecognized keys: \"a\", \"b\"")]
fn an_account_is_named_in_one_way(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] body: Value,
    #[case] message: &str,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    for path in ["/get-access-token", "/refresh-token"] {
        refused(post(&app, path, body.clone()), 400, "VALIDATION_ERROR", message);
    }
    let mut ada = Browser::signed_up(&app, "ada");
    for named in [json!({ "useAccountCookie": true }), json!({ "accountId": "x", "userId": "y" })] {
        ada.post("/get-access-token", named).expect_error(400, "ACCOUNT_NOT_FOUND");
    }
}

#[rstest]
#[case("", "[query] Invalid input")]
#[case("?accountId=a&accountId=b", "[query] Invalid input")]
#[case("?useAccountCookie=true", "[query] Invalid input")]
#[case("?accountId=a&x=1", "[query] Unrecognized key: \"x\"")]
fn so_it_is_in_a_query(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] query: &str,
    #[case] message: &str,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let answer = app.get(&format!("/api/auth/account-info{query}")).send();
    refused(answer, 400, "VALIDATION_ERROR", message);
}

#[rstest]
#[case("/callback/github", "/error?error=state_not_found")]
#[case("/callback/github?code=abc", "/error?error=state_not_found")]
#[case("/callback/github?error=access_denied&state=", "/error?error=state_not_found")]
#[case("/callback/github?code=abc&state=nope", "/error?error=state_mismatch")]
#[case("/callback/nope?error=x&state=y", "/error?error=state_mismatch")]
fn nobody_comes_back_from_a_provider(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] path: &str,
    #[case] there: &str,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let answer = app.get(&format!("/api/auth{path}")).send().expect(302);
    let there = format!("{}/api/auth{there}", app.origin());
    assert_eq!(answer.header("location"), Some(there.as_str()));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!((answer.text.as_str(), answer.set_cookies()), ("", NO_COOKIES.to_vec()));
}

#[rstest]
fn what_a_provider_posts_is_passed_on_as_a_query(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let form = "application/x-www-form-urlencoded";
    let sent = |query: &str, kind: &str, body: &str| {
        let request = app.post(&format!("/api/auth/callback/github{query}"));
        request.header("content-type", kind).body(body).send()
    };
    for (query, kind, body, passed) in [
        ("", "application/json", r#"{"state":"b c","code":"ä"}"#, "code=%C3%A4&state=b+c"),
        ("?x=1&code=z", form, "code=a&state=b&user=%7B%7D", "code=z&state=b&user=%7B%7D"),
        ("", form, "", ""),
    ] {
        let answer = sent(query, kind, body).expect(302);
        let there = format!("{}/api/auth/callback/github?{passed}", app.origin());
        assert_eq!(answer.header("location"), Some(there.as_str()));
    }
    let wrong = sent("", "application/json", r#"{"code":1}"#);
    let told = "[body.code] Invalid input: expected string, received number";
    refused(wrong, 400, "VALIDATION_ERROR", told);
    let repeated = app.get("/api/auth/callback/github?code=a&code=b").send();
    let told = "[query.code] Invalid input: expected string, received array";
    refused(repeated, 400, "VALIDATION_ERROR", told);
    sent("", "text/plain", "x").expect_error(415, "UNSUPPORTED_MEDIA_TYPE");
}

#[rstest]
#[case("", "/?error=UNKNOWN")]
#[case("?error=abc&error_description=hello%20there", "/?error=abc&error_description=hello+there")]
#[case("?error=%3Cscript%3E", "/?error=UNKNOWN")]
#[case("?error=a&error=b", "/?error=a")]
fn an_error_is_shown_by_the_sites_own_page_if_that_is_named(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] query: &str,
    #[case] there: &str,
) {
    let named = |config: &mut Config| {
        let accounts = config.accounts.as_mut().unwrap();
        accounts.options.error_url = Some("/".to_owned());
    };
    let Some(app) = TestApp::spawn_with(on, named) else { return };
    let answer = app.get(&format!("/api/auth/error{query}")).send().expect(302);
    assert_eq!(answer.header("location"), Some(there));
    assert_eq!((answer.header("content-type"), answer.text.as_str()), (None, ""));
}
