use chrono::{TimeDelta, Utc};
use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{CLEARED, NO_COOKIES, jwt, members, newcomer, pair, post, session_token, sign_up};
use crate::{app::TestApp, browser::Browser};

#[rstest]
fn a_token_says_who_its_user_is_and_for_whom_and_how_long_it_is_good(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut browser = Browser::new(&app);
    let user = browser.sign_up("ada").json()["user"].clone();
    let answer = browser.get("/token").expect(200);
    assert_eq!(members(&answer.json()), ["token"]);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.set_cookies(), NO_COOKIES);

    let token = answer.json()["token"].as_str().unwrap().to_owned();
    let mut claims = jwt::claims(&token);
    let iat = claims["iat"].as_i64().unwrap();
    assert!((Utc::now().timestamp() - iat).abs() < 60, "{claims}");
    assert_eq!(claims["exp"].as_i64().unwrap() - iat, 900);
    assert_eq!(claims["iss"], app.origin());
    assert_eq!(claims["aud"], app.origin());
    assert_eq!(claims["sub"], user["id"]);
    for registered in ["iat", "exp", "iss", "aud", "sub"] {
        claims.as_object_mut().unwrap().remove(registered);
    }
    assert_eq!(claims, user);
}

#[rstest]
fn a_token_names_its_key_and_nothing_else(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let keys = app.get("/api/auth/jwks").send().expect(200).json();
    let kid = &keys["keys"][0]["kid"];
    assert_eq!(jwt::header(&token), json!({ "alg": "EdDSA", "kid": kid }));
}

#[rstest]
fn there_is_no_token_without_a_session(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let refused = app.get("/api/auth/token").send().expect_error(401, "UNAUTHORIZED");
    assert_eq!(refused.json(), json!({ "message": "Unauthorized", "code": "UNAUTHORIZED" }));
    assert_eq!(refused.set_cookies(), NO_COOKIES);

    let forged = "better-auth.session_token=x.y";
    let refused = app.get("/api/auth/token").cookie(forged).send();
    assert_eq!(refused.expect_error(401, "UNAUTHORIZED").set_cookies(), NO_COOKIES);

    let signed_up = sign_up(&app, "ada@example.com");
    app.advance(TimeDelta::days(8));
    let over = app.get("/api/auth/token").cookie(pair(signed_up.set_cookies()[0])).send();
    assert_eq!(over.expect_error(401, "UNAUTHORIZED").set_cookies(), CLEARED);
    let gone = app.get("/api/auth/token").bearer(&session_token(&signed_up)).send();
    assert_eq!(gone.expect_error(401, "UNAUTHORIZED").set_cookies(), CLEARED);
}

#[rstest]
fn a_token_is_good_for_a_quarter_of_an_hour_and_half_a_minute(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut browser = Browser::new(&app);
    let user = browser.sign_up("ada").json()["user"].clone();
    let token = browser.token();
    let me = app.get("/api/me").bearer(&token).send().expect(200).json();
    assert_eq!(me["id"], user["id"]);
    assert_eq!(me["email"], "ada@example.com");

    app.advance(TimeDelta::seconds(910));
    app.get("/api/me").bearer(&token).send().expect(200);
    app.advance(TimeDelta::seconds(21));
    let refused = app.get("/api/me").bearer(&token).send().expect_error(401, "INVALID_TOKEN");
    assert_eq!(
        refused.header("www-authenticate"),
        Some(r#"Bearer error="invalid_token", error_description="expired""#)
    );
    app.get("/api/me").bearer(&browser.token()).send().expect(200);
}

/// Better Auth bounds no name; its token of such a user would not fit into a header.
#[rstest]
fn a_user_of_many_words_gets_a_token_that_tells_less(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut body = newcomer("ada@example.com");
    body["image"] = json!(format!("data:image/png;base64,{}", "A".repeat(20_000)));
    let signed_up = post(&app, "/sign-up/email", body).expect(200);
    let session = super::get_session(&app).bearer(&session_token(&signed_up)).send().expect(200);
    assert_eq!(session.json()["user"], signed_up.json()["user"]);

    let jwt = session.header("set-auth-jwt").unwrap();
    assert_eq!(members(&jwt::claims(jwt)), ["aud", "exp", "iat", "iss", "sub"]);
    let me = app.get("/api/me").bearer(jwt).send().expect(200).json();
    assert_eq!(me["id"], signed_up.json()["user"]["id"]);
}

#[rstest]
fn issuer_audience_and_life_are_as_they_were_set(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let app = TestApp::spawn_with(on, |config| {
        config.tokens.issuer = Some("https://issuer.example".to_owned());
        config.tokens.audiences =
            ["https://a.example", "https://b.example"].map(str::to_owned).into();
        config.tokens.expires_in = std::time::Duration::from_secs(60);
    });
    let Some(app) = app else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let claims = jwt::claims(&token);
    assert_eq!(claims["iss"], "https://issuer.example");
    assert_eq!(claims["aud"], json!(["https://a.example", "https://b.example"]));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 60);
    app.get("/api/me").bearer(&token).send().expect(200);
}
