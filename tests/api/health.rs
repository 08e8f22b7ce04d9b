use rstest::rstest;
use testing::Backend;

use crate::app::TestApp;

#[rstest]
fn a_server_is_live_and_ready(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    for path in ["/health/live", "/health/ready"] {
        let answer = app.get(path).send().expect(200);
        assert_eq!(answer.json()["status"], "ok");
    }
}

#[rstest]
fn two_servers_have_nothing_in_common(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let (Some(one), Some(other)) = (TestApp::spawn(on), TestApp::spawn(on)) else { return };
    let mut browser = crate::browser::Browser::signed_up(&one, "ada");
    let token = browser.token();
    one.get("/api/me").bearer(&token).send().expect(200);
    other.get("/api/me").bearer(&token).send().expect_error(401, "INVALID_TOKEN");
}
