use chrono::{DateTime, TimeDelta};
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{get_session, newcomer, pair, post};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
    client::Answer,
};

fn forgetful(browser: &mut Browser<'_>) -> Answer {
    let body = json!({ "email": "ada@example.com", "password": PASSWORD, "rememberMe": false });
    browser.post("/sign-in/email", body)
}

/// How long the session of an answer of get-session lasts from its beginning.
fn lasts(answer: &Value) -> TimeDelta {
    let time = |name: &str| {
        DateTime::parse_from_rfc3339(answer["session"][name].as_str().unwrap()).unwrap()
    };
    time("expiresAt") - time("createdAt")
}

#[rstest]
fn who_is_not_to_be_remembered_gets_two_cookies_for_as_long_as_the_browser_runs(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut body = newcomer("ada@example.com");
    body["rememberMe"] = json!(false);
    let signed_up = post(&app, "/sign-up/email", body).expect(200);
    let signed_in = forgetful(&mut Browser::new(&app)).expect(200);
    for answer in [signed_up, signed_in] {
        let cookies = answer.set_cookies();
        let [session, forget] = cookies.as_slice() else { panic!("{cookies:?}") };
        assert!(session.starts_with("better-auth.session_token="), "{session}");
        assert!(session.ends_with("%3D; Path=/; HttpOnly; SameSite=Lax"), "{session}");
        assert!(forget.starts_with("better-auth.dont_remember=true."), "{forget}");
        assert!(forget.ends_with("%3D; Path=/; HttpOnly; SameSite=Lax"), "{forget}");
        assert!(answer.header("set-auth-token").is_some());
    }
}

#[rstest]
fn their_session_lasts_a_day_however_often_it_is_used(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    forgetful(&mut browser).expect(200);
    app.advance(TimeDelta::hours(23));
    let used = browser.get("/get-session").expect(200);
    assert_eq!(lasts(&used.json()), TimeDelta::days(1));
    assert_eq!(used.set_cookies(), super::NO_COOKIES);

    app.advance(TimeDelta::hours(1) + TimeDelta::seconds(1));
    assert_eq!(browser.get("/get-session").expect(200).json(), Value::Null);
}

/// As at Better Auth: whoever keeps the session alone, as bearers do, is remembered after all.
#[rstest]
fn without_the_second_cookie_the_session_is_remembered(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    Browser::signed_up(&app, "ada");
    let answer = forgetful(&mut Browser::new(&app)).expect(200);
    let used = get_session(&app).cookie(pair(answer.set_cookies()[0])).send().expect(200);
    assert!(lasts(&used.json()) >= TimeDelta::days(7), "{}", used.text);
    assert!(used.set_cookies()[0].contains("; Max-Age=604800;"), "{:?}", used.set_cookies());
}

#[rstest]
fn a_second_cookie_that_is_badly_signed_says_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    Browser::signed_up(&app, "ada");
    let answer = forgetful(&mut Browser::new(&app)).expect(200);
    let session = pair(answer.set_cookies()[0]);
    let cookies = format!("{session}; better-auth.dont_remember=true");
    let used = get_session(&app).cookie(&cookies).send().expect(200);
    assert!(lasts(&used.json()) >= TimeDelta::days(7), "{}", used.text);
}

#[rstest]
fn signing_in_to_be_remembered_again_takes_the_second_cookie_back(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    forgetful(&mut browser).expect(200);
    let again = browser.sign_in("ada", PASSWORD).expect(200);
    assert_eq!(again.set_cookies().len(), 2);
    assert!(again.set_cookies()[0].contains("; Max-Age=604800;"));
    assert_eq!(again.set_cookies()[1], super::CLEARED[2]);
    assert_eq!(browser.cookie("better-auth.dont_remember"), None);
}
