//! Ending sessions from afar.

use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{CLEARED, NO_COOKIES, post, session_token};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
    client::Answer,
};

/// Ada at two browsers, and Eve at one; with their session tokens.
struct Scene<'a> {
    laptop: Browser<'a>,
    phone: Browser<'a>,
    eve: Browser<'a>,
    tokens: [String; 3],
}

impl<'a> Scene<'a> {
    fn new(app: &'a TestApp) -> Self {
        let [mut laptop, mut phone, mut eve] = [(); 3].map(|()| Browser::new(app));
        let answers = [laptop.sign_up("ada"), phone.sign_in("ada", PASSWORD), eve.sign_up("eve")];
        let tokens = answers.map(|answer| session_token(&answer.expect(200)));
        Self { laptop, phone, eve, tokens }
    }

    /// Checks who of the three is still signed in.
    #[track_caller]
    fn has(&mut self, expected: [bool; 3]) {
        let browsers = [&mut self.laptop, &mut self.phone, &mut self.eve];
        let live = browsers.map(|one| one.get("/get-session").expect(200).json() != Value::Null);
        assert_eq!(live, expected);
    }
}

#[track_caller]
fn is_done(answer: Answer, cookies: &[&str]) {
    let answer = answer.expect(200);
    assert_eq!(answer.json(), json!({ "status": true }));
    assert_eq!(answer.set_cookies(), cookies);
    assert_eq!(answer.header("set-auth-token"), None);
}

#[rstest]
fn another_session_of_ones_own_is_ended_by_its_token(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut scene = Scene::new(&app);
    let body = json!({ "token": scene.tokens[1] });
    is_done(scene.laptop.post("/revoke-session", body.clone()), &NO_COOKIES);
    scene.has([true, false, true]);
    // Once more is the same.
    is_done(scene.laptop.post("/revoke-session", body), &NO_COOKIES);
    scene.has([true, false, true]);
}

/// Nothing tells a token that someone else has from one that no one has.
#[rstest]
fn a_token_of_someone_else_is_answered_like_any_and_ends_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut scene = Scene::new(&app);
    for token in [scene.tokens[0].as_str(), "made up", "", "' OR 1=1 --"] {
        is_done(scene.eve.post("/revoke-session", json!({ "token": token })), &NO_COOKIES);
    }
    scene.has([true, true, true]);
}

#[rstest]
fn ending_ones_own_session_by_its_token_clears_the_cookies(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut scene = Scene::new(&app);
    let body = json!({ "token": scene.tokens[0] });
    is_done(scene.laptop.post("/revoke-session", body), &CLEARED);
    assert_eq!(scene.laptop.cookies(), "");
    scene.has([false, true, true]);

    let token = &scene.tokens[1];
    let as_bearer = app.post("/api/auth/revoke-session").bearer(token);
    is_done(as_bearer.json(json!({ "token": token })).send(), &CLEARED);
    scene.has([false, false, true]);
}

#[rstest]
fn all_of_ones_own_sessions_end_at_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(None, Some(json!({})), Some(json!({ "token": "not looked at" })))] body: Option<Value>,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut scene = Scene::new(&app);
    let request = app.post("/api/auth/revoke-sessions").bearer(&scene.tokens[0]);
    let request = if let Some(body) = body { request.json(body) } else { request };
    is_done(request.send(), &CLEARED);
    scene.has([false, false, true]);
    let left = app.database.text(r#"SELECT "token" FROM "session""#);
    assert_eq!(left, [scene.tokens[2].as_str()]);
}

#[rstest]
fn all_of_ones_own_sessions_but_this_one_end_at_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut scene = Scene::new(&app);
    is_done(scene.laptop.post("/revoke-other-sessions", json!({})), &NO_COOKIES);
    scene.has([true, false, true]);
    // There is nothing left to end, and nobody needs to say so in a body.
    let alone = app.post("/api/auth/revoke-other-sessions").bearer(&scene.tokens[0]);
    is_done(alone.send(), &NO_COOKIES);
    scene.has([true, false, true]);
}

#[rstest]
fn a_refused_call_ends_nothing(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut scene = Scene::new(&app);
    for path in ["/revoke-session", "/revoke-sessions", "/revoke-other-sessions"] {
        scene.laptop.post(path, json!([])).expect_error(400, "VALIDATION_ERROR");
        post(&app, path, json!({ "token": scene.tokens[0] })).expect_error(401, "UNAUTHORIZED");
    }
    for token in [Value::Null, json!(1), json!([scene.tokens[0]])] {
        let refused = scene.laptop.post("/revoke-session", json!({ "token": token }));
        refused.expect_error(400, "VALIDATION_ERROR");
    }
    scene.has([true, true, true]);
}
