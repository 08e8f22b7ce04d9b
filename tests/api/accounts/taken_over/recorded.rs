//! The database as 1.7.25 left it.

use chrono::{DateTime, TimeDelta, Utc};
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{FIXTURE, taken_over, user};
use crate::{
    accounts::{CLEARED, get_session, jwt, sign_in},
    app::TestApp,
};

/// The session of that label.
fn session(label: &str) -> &'static Value {
    let sessions = FIXTURE["sessions"].as_array().unwrap();
    sessions.iter().find(|session| session["label"] == label).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[rstest]
fn its_users_sign_in_with_their_passwords(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("ada@example.com", "grace@example.com", "linus@example.com")] email: &str,
) {
    let Some(app) = taken_over(on) else { return };
    let known = user(email);
    let answer = sign_in(&app, email, text(&known["password"])).expect(200).json();
    for member in ["id", "name", "email", "emailVerified", "image"] {
        assert_eq!(answer["user"][member], known[member], "{member}");
    }
    sign_in(&app, email, "another password").expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
}

#[rstest]
fn a_user_without_a_password_does_not_sign_in_with_one(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = taken_over(on) else { return };
    let octo = sign_in(&app, "octo@example.com", "has a GitHub account alone");
    octo.expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
}

#[rstest]
fn its_live_sessions_go_on_by_cookie_and_by_bearer_token(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("ada-active", "grace-active", "linus-active-not-fresh", "ada-dont-remember")]
    label: &str,
) {
    let Some(app) = taken_over(on) else { return };
    let known = session(label);
    let mut cookie = text(&known["cookie"]).to_owned();
    if let Some(dont_remember) = known["dontRememberCookie"].as_str() {
        cookie = format!("{cookie}; {dont_remember}");
    }
    let by_cookie = get_session(&app).cookie(&cookie).send().expect(200);
    let by_token = get_session(&app).bearer(text(&known["token"])).send().expect(200);
    let by_signed_token = get_session(&app).bearer(text(&known["signedToken"])).send().expect(200);
    for answer in [by_cookie, by_token, by_signed_token] {
        let answer = answer.json();
        assert_eq!(answer["user"]["email"], known["user"]);
        assert_eq!(answer["session"]["userId"], known["userId"]);
        assert_eq!(answer["session"]["token"], known["token"]);
        assert_eq!(answer["session"]["expiresAt"], known["expiresAt"]);
    }
}

#[rstest]
fn a_user_is_shown_member_for_member(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = taken_over(on) else { return };
    let answer = get_session(&app).cookie(text(&session("ada-active")["cookie"])).send();
    assert_eq!(
        answer.expect(200).json()["user"],
        json!({
            "id": "ege6gk4PUsxC59CwUNr90bMNAinVGL7w",
            "name": "Ada Lovelace",
            "email": "ada@example.com",
            "emailVerified": true,
            "image": null,
            "createdAt": "2026-11-22T18:33:22.138Z",
            "updatedAt": "2026-11-22T18:33:24.020Z",
        })
    );
}

#[rstest]
fn a_session_that_is_over_is_over(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = taken_over(on) else { return };
    let over = session("ada-expired");
    let by_token = get_session(&app).bearer(text(&over["token"])).send().expect(200);
    assert_eq!(by_token.json(), Value::Null);
    let by_cookie = get_session(&app).cookie(text(&over["cookie"])).send().expect(200);
    assert_eq!((by_cookie.json(), by_cookie.set_cookies()), (Value::Null, CLEARED.to_vec()));
}

#[rstest]
fn only_who_signed_in_not_long_ago_sees_all_sessions(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = taken_over(on) else { return };
    at_the_time(&app, TimeDelta::hours(1));
    let list = |label| {
        let cookie = text(&session(label)["cookie"]);
        app.get("/api/auth/list-sessions").cookie(cookie).send()
    };
    list("linus-active-not-fresh").expect_error(403, "SESSION_NOT_FRESH");
    let listed = list("ada-active").expect(200).json();
    let tokens: Vec<_> = listed.as_array().unwrap().iter().map(|one| &one["token"]).collect();
    assert_eq!(tokens, [&session("ada-active")["token"], &session("ada-dont-remember")["token"]]);
}

#[rstest]
fn its_keys_are_published_as_it_published_them(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = taken_over(on) else { return };
    assert_eq!(app.get("/api/auth/jwks").send().expect(200).json(), FIXTURE["jwks"]);
}

#[rstest]
fn its_tokens_are_taken_for_as_long_as_they_last(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = taken_over(on) else { return };
    let me = |name: &str| app.get("/api/me").bearer(text(&FIXTURE["tokens"][name])).send();
    me("expired15min").expect(401);
    at_the_time(&app, TimeDelta::seconds(30));
    let answer = me("expired15min").expect(200).json();
    assert_eq!(answer["id"], session("ada-active")["userId"], "{answer}");
    at_the_time(&app, TimeDelta::minutes(14));
    me("expired15min").expect(200);

    // These last until 2100, which is too long for a token to be taken today.
    app.turn_to("2099-12-31T12:00:00Z".parse().unwrap());
    for (email, label) in [
        ("ada@example.com", "ada-active"),
        ("grace@example.com", "grace-active"),
        ("linus@example.com", "linus-active-not-fresh"),
    ] {
        let answer = me(&format!("longLived:{email}")).expect(200).json();
        assert_eq!(answer["id"], session(label)["userId"], "{answer}");
    }
    // From another issuer, for another audience.
    me("customPayload:ada@example.com").expect(401);
    me("expired15min").expect(401);
}

/// Moves the clock to a while after the fixture was recorded.
fn at_the_time(app: &TestApp, after: TimeDelta) {
    let recorded: DateTime<Utc> = "2026-11-22T18:33:26Z".parse().unwrap();
    app.turn_to(recorded + after);
}

#[rstest]
fn its_key_signs_new_tokens(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = taken_over(on) else { return };
    let cookie = text(&session("ada-active")["cookie"]);
    let answer = app.get("/api/auth/token").cookie(cookie).send().expect(200).json();
    let token = text(&answer["token"]);
    assert_eq!(jwt::header(token)["kid"], FIXTURE["jwks"]["keys"][0]["kid"]);
    assert_eq!(app.database.text(r#"SELECT "id" FROM "jwks""#).len(), 1);
    let me = app.get("/api/me").bearer(token).send().expect(200).json();
    assert_eq!(me["id"], session("ada-active")["userId"], "{me}");
}

/// The key that Better Auth would choose, whichever of the two servers made it.
#[rstest]
fn a_key_that_better_auth_makes_later_signs_within_a_minute(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = taken_over(on) else { return };
    let kid = text(&FIXTURE["jwks"]["keys"][0]["kid"]);
    app.database.execute(r#"UPDATE "jwks" SET "expiresAt" = '2001-01-01T00:00:00.000Z'"#);
    app.advance(TimeDelta::seconds(61));
    assert_ne!(signed_by(&app), kid);
    app.database.execute(&format!(
        r#"UPDATE "jwks" SET "expiresAt" = NULL, "createdAt" = '2098-01-01T00:00:00.000Z'
            WHERE "id" = '{kid}'"#
    ));
    app.advance(TimeDelta::seconds(61));
    assert_eq!(signed_by(&app), kid);
}

fn signed_by(app: &TestApp) -> String {
    let cookie = text(&session("ada-active")["cookie"]);
    let answer = app.get("/api/auth/token").cookie(cookie).send().expect(200).json();
    text(&jwt::header(text(&answer["token"]))["kid"]).to_owned()
}
