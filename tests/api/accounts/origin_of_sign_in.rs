//! Nor may another site sign its visitors in, to an account of its own: sign-in and sign-up look
//! at where a browser's request comes from even without a cookie.

use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{newcomer, sign_up};
use crate::{app::TestApp, browser::PASSWORD, client::Answer};

const MISSING: &str = "MISSING_OR_NULL_ORIGIN";
const INVALID: &str = "INVALID_ORIGIN";
const BLOCKED: &str = "CROSS_SITE_NAVIGATION_LOGIN_BLOCKED";
const EVIL: (&str, &str) = ("origin", "https://evil.example");

fn call(app: &TestApp, path: &str, body: serde_json::Value, headers: &[(&str, &str)]) -> Answer {
    let request = app.post(&format!("/api/auth{path}")).json(body);
    headers.iter().fold(request, |request, (name, value)| request.header(name, value)).send()
}

#[rstest]
fn a_browsers_sign_in_must_come_from_a_trusted_origin(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    sign_up(&app, "ada@example.com").expect(200);
    let own = app.origin();
    let host = own.trim_start_matches("http://");
    let (origin, page) = (("origin", own.as_str()), format!("{own}/page"));
    let (mode, site) = (("sec-fetch-mode", "cors"), ("sec-fetch-site", "same-origin"));
    let navigation = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), origin];
    let refusals: [(&[(&str, &str)], &str); 7] = [
        (&[EVIL], INVALID),
        (&[("referer", "https://evil.example/page")], INVALID),
        (&[("origin", "null")], MISSING),
        // Node's own fetch sends this much.
        (&[mode], MISSING),
        (&[mode, EVIL], INVALID),
        (&navigation, BLOCKED),
        (&[("cookie", "a=b")], MISSING),
    ];
    let known = json!({ "email": "ada@example.com", "password": PASSWORD });
    for (headers, code) in refusals {
        call(&app, "/sign-in/email", known.clone(), headers).expect_error(403, code);
        let new = newcomer("grace@example.com");
        call(&app, "/sign-up/email", new, headers).expect_error(403, code);
    }
    let users = app.database.text(r#"SELECT "email" FROM "user""#);
    assert_eq!(users, ["ada@example.com"]);

    let passes: [&[(&str, &str)]; 6] = [
        &[],
        &[origin],
        &[("referer", &page)],
        &[mode, site, ("sec-fetch-dest", "empty"), origin],
        &[mode, site, ("origin", "null"), ("host", host)],
        &[("cookie", "a=b"), origin],
    ];
    for (number, headers) in passes.into_iter().enumerate() {
        call(&app, "/sign-in/email", known.clone(), headers).expect(200);
        let new = newcomer(&format!("grace{number}@example.com"));
        call(&app, "/sign-up/email", new, headers).expect(200);
    }
}

/// Which of several faults is told is part of the contract.
#[rstest]
fn faults_are_told_in_better_auths_order(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let send = |path: &str, kind: &str, body: &str, cookie: bool| {
        let request = app.post(path).header("content-type", kind).header(EVIL.0, EVIL.1);
        let request = if cookie { request.cookie("a=b") } else { request };
        request.body(body).send()
    };
    let (path, json) = ("/api/auth/sign-up/email", "application/json");
    // The path, then the body's form, then where it comes from …
    assert_eq!(send("/api/auth/nope", "text/plain", "{", true).expect(404).text, "");
    send(path, "text/plain", "{", true).expect_error(415, "UNSUPPORTED_MEDIA_TYPE");
    send(path, json, "{", true).expect_error(400, "BAD_REQUEST");
    send(path, json, r#"{"callbackURL":"//x"}"#, true).expect_error(403, INVALID);
    // … where it wants to be sent, what it says, and whether a browser may sign in from there.
    let callback = send(path, json, r#"{"callbackURL":"//x"}"#, false);
    callback.expect_error(403, "INVALID_CALLBACK_URL");
    send(path, json, "{}", false).expect_error(400, "VALIDATION_ERROR");
    let good = newcomer("ada@example.com").to_string();
    send(path, json, &good, false).expect_error(403, INVALID);
}
