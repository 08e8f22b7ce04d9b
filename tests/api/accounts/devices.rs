//! The list of a user's sessions.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{is_id, is_time, members, post, session_token};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

fn tokens(listed: &Value) -> Vec<&str> {
    listed.as_array().unwrap().iter().map(|one| one["token"].as_str().unwrap()).collect()
}

#[rstest]
fn ones_own_sessions_are_listed_oldest_first_with_all_that_get_session_tells(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let (mut laptop, mut phone) = (Browser::new(&app), Browser::new(&app));
    let first = session_token(&laptop.sign_up("ada").expect(200));
    app.advance(TimeDelta::seconds(1));
    let second = session_token(&phone.sign_in("ada", PASSWORD).expect(200));
    Browser::signed_up(&app, "eve");

    let answer = laptop.get("/list-sessions").expect(200);
    let listed = answer.json();
    assert_eq!(tokens(&listed), [first, second]);
    for (session, browser) in listed.as_array().unwrap().iter().zip([&mut laptop, &mut phone]) {
        assert_eq!(
            members(session),
            [
                "createdAt",
                "expiresAt",
                "id",
                "ipAddress",
                "token",
                "updatedAt",
                "userAgent",
                "userId"
            ]
        );
        assert_eq!(*session, browser.get("/get-session").json()["session"]);
        assert!(is_id(session["id"].as_str().unwrap()), "{session}");
        assert!(is_time(&session["createdAt"]), "{session}");
    }
    assert_eq!(phone.get("/list-sessions").json(), listed);
    // They are as good as passwords.
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.set_cookies(), super::NO_COOKIES);
}

#[rstest]
fn a_session_that_is_over_is_not_listed(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut browser = Browser::new(&app);
    let mut body = super::newcomer("ada@example.com");
    body["rememberMe"] = json!(false);
    let forgotten = session_token(&post(&app, "/sign-up/email", body).expect(200));
    app.advance(TimeDelta::hours(23));
    let live = session_token(&browser.sign_in("ada", PASSWORD).expect(200));
    let listed = browser.get("/list-sessions").expect(200).json();
    assert_eq!(tokens(&listed), [forgotten.as_str(), &live]);

    app.advance(TimeDelta::hours(1) + TimeDelta::seconds(1));
    assert_eq!(tokens(&browser.get("/list-sessions").expect(200).json()), [live]);
    // No one has asked for it since, so its row is still there.
    assert_eq!(app.database.text(r#"SELECT "token" FROM "session""#).len(), 2);
}

/// Its life being made longer does not make it fresh: only the password does.
#[rstest]
fn whoever_signed_in_more_than_a_day_ago_must_sign_in_again_to_see_them(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut browser = Browser::signed_up(&app, "ada");
    app.advance(TimeDelta::days(1) - TimeDelta::minutes(1));
    browser.get("/list-sessions").expect(200);

    app.advance(TimeDelta::minutes(1) + TimeDelta::seconds(1));
    assert_eq!(browser.get("/get-session").expect(200).set_cookies().len(), 1);
    let refused = browser.get("/list-sessions").expect_error(403, "SESSION_NOT_FRESH");
    assert_eq!(refused.json()["message"], "Session is not fresh");
    browser.sign_in("ada", PASSWORD).expect(200);
    browser.get("/list-sessions").expect(200);
}
