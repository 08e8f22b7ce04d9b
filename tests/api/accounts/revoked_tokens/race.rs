//! Sessions that begin while their user goes.

use std::thread;

use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{super::linger_at_deletes, ask, revoking, scene};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

/// Where tables refer to each other, a session that is not deleted by name goes with its user, and
/// nobody would know which it was.
#[rstest]
fn a_session_that_begins_while_its_user_is_deleted_leaves_no_token(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, revoking) else { return };
    let ([mut laptop, ..], tokens) = scene(&app);
    linger_at_deletes(&app, "session");
    let later = thread::scope(|scope| {
        scope.spawn(move || {
            laptop.post("/delete-user", json!({ "password": PASSWORD })).expect(200);
        });
        let mut later = Vec::new();
        for _ in 0..5 {
            let mut again = Browser::new(&app);
            if again.sign_in("ada", PASSWORD).status != 200 {
                break;
            }
            let answer = again.get("/token");
            if answer.status == 200 {
                later.push(answer.json()["token"].as_str().unwrap().to_owned());
            }
        }
        later
    });
    for token in later.iter().chain(&tokens[..2]) {
        ask(&app, token).expect_error(401, "INVALID_TOKEN");
    }
}
