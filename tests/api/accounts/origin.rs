//! A request that changes something and carries a cookie must come from a trusted origin.

use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{get_session, pair, session_token, sign_up};
use crate::{app::TestApp, client::Answer};

const MISSING: (&str, &str) = ("MISSING_OR_NULL_ORIGIN", "Missing or null Origin");
const INVALID: (&str, &str) = ("INVALID_ORIGIN", "Invalid origin");

fn sign_out(app: &TestApp, cookie: &str, headers: &[(&str, &str)]) -> Answer {
    let request = app.post("/api/auth/sign-out").cookie(cookie).json(json!({}));
    headers.iter().fold(request, |request, (name, value)| request.header(name, value)).send()
}

#[rstest]
fn a_cookie_counts_from_trusted_origins_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "ada@example.com");
    let cookie = pair(signed_up.set_cookies()[0]);
    let own = app.origin();
    let page = format!("{own}/page?a=b");
    let longer = format!("{own}.evil.example");
    let with_user = format!("{own}@evil.example");
    let refusals: [(&[(&str, &str)], _); 9] = [
        (&[], MISSING),
        (&[("origin", "null")], MISSING),
        (&[("origin", "https://evil.example")], INVALID),
        (&[("origin", &longer)], INVALID),
        (&[("origin", &with_user)], INVALID),
        (&[("referer", "https://evil.example/")], INVALID),
        // The origin decides, whatever the referrer says.
        (&[("origin", "https://evil.example"), ("referer", &page)], INVALID),
        (&[("origin", "null"), ("referer", &page)], MISSING),
        (&[("origin", "null"), ("sec-fetch-site", "cross-site")], MISSING),
    ];
    for (headers, (code, message)) in refusals {
        let refused = sign_out(&app, cookie, headers).expect_error(403, code);
        assert_eq!(refused.json()["message"], message, "{headers:?}");
    }
    assert_ne!(get_session(&app).cookie(cookie).send().json(), Value::Null);

    let trusted: [&[(&str, &str)]; 4] = [
        &[("origin", &own)],
        &[("referer", &page)],
        &[("origin", &own), ("referer", "https://evil.example/")],
        &[
            ("origin", "null"),
            ("sec-fetch-site", "same-origin"),
            ("host", own.trim_start_matches("http://")),
        ],
    ];
    for headers in trusted {
        sign_out(&app, cookie, headers).expect(200);
    }
}

#[rstest]
fn any_cookie_counts_and_a_bearer_needs_none(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = session_token(&sign_up(&app, "ada@example.com"));
    sign_out(&app, "a=b", &[]).expect_error(403, MISSING.0);
    let evil = [("origin", "https://evil.example")];
    sign_out(&app, "", &evil).expect_error(403, INVALID.0);
    let request = app.post("/api/auth/sign-out").bearer(&token);
    request.header("origin", "https://evil.example").send().expect(200);
    assert_eq!(app.database.text(r#"SELECT "id" FROM "session""#).len(), 0);
}

#[rstest]
fn further_origins_can_be_trusted(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let app = TestApp::spawn_with(on, |config| {
        let accounts = config.accounts.as_mut().unwrap();
        accounts.trusted_origins =
            ["https://app.example.com", "https://*.wild.example"].map(str::to_owned).into();
    });
    let Some(app) = app else { return };
    for trusted in ["https://app.example.com", "https://a.b.wild.example"] {
        sign_out(&app, "a=b", &[("origin", trusted)]).expect(200);
    }
    for other in [
        "http://app.example.com",
        "https://app.example.com:8443",
        "https://app.example.com.evil.example",
        "https://wild.example",
        "http://a.wild.example",
    ] {
        sign_out(&app, "a=b", &[("origin", other)]).expect_error(403, INVALID.0);
    }
}

#[rstest]
fn where_a_user_is_to_be_sent_is_looked_at_with_or_without_a_cookie(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    for (member, code) in [
        ("callbackURL", "INVALID_CALLBACK_URL"),
        ("redirectTo", "INVALID_REDIRECT_URL"),
        ("errorCallbackURL", "INVALID_ERROR_CALLBACK_URL"),
        ("newUserCallbackURL", "INVALID_NEW_USER_CALLBACK_URL"),
    ] {
        for url in ["https://evil.example", "//evil.example", r"/\evil.example", "/%5cevil.example"]
        {
            let body = json!({ member: url });
            app.post("/api/auth/sign-out").json(body).send().expect_error(403, code);
        }
        let body = json!({ member: "/here?to=//there" });
        app.post("/api/auth/sign-out").json(body).send().expect(200);
    }
    let query = app.post("/api/auth/sign-out?callbackURL=https%3A%2F%2Fevil.example");
    query.json(json!({})).send().expect_error(403, "INVALID_CALLBACK_URL");
}
