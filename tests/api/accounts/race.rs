use std::thread;

use rstest::rstest;
use testing::Backend;

use super::{linger_at_inserts, sign_up};
use crate::app::TestApp;

#[rstest]
fn of_sixteen_sign_ups_of_one_address_at_once_one_makes_the_user(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let app = TestApp::spawn_with(on, |config| {
        config.accounts.as_mut().unwrap().hash_threads = 4;
        config.database.pool = 16;
    });
    let Some(app) = app else { return };
    linger_at_inserts(&app, "user");
    let addresses = ["ada@example.com", "Ada@example.com"];
    let answers = thread::scope(|scope| {
        let started: Vec<_> = (0..16)
            .map(|number| {
                scope.spawn({
                    let app = &app;
                    move || sign_up(app, addresses[number % 2])
                })
            })
            .collect();
        started.into_iter().map(|one| one.join().unwrap()).collect::<Vec<_>>()
    });

    let (made, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status == 200);
    assert_eq!(made.len(), 1);
    for answer in refused {
        answer.expect_error(422, "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL");
    }
    for table in ["user", "account", "session"] {
        let ids = app.database.text(&format!(r#"SELECT "id" FROM "{table}""#));
        assert_eq!(ids.len(), 1, "{table}");
    }
}
