//! What is done at a terminal.

use std::time::Duration;

use accounts::{Admin, Cost, Entropy, RevocationSettings, Who};
use rstest::rstest;
use testing::Backend;
use token::Clock;
use wall::{Database, PoolSizes};

use super::{WITHIN, ask, good, revoking, scene};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

fn operate<F: Future>(app: &TestApp, work: impl FnOnce(Admin) -> F) -> F::Output {
    let sizes = PoolSizes { connections: 1, patience: Duration::from_secs(5) };
    let database = Database::new(&app.database.url().parse().unwrap(), sizes);
    let revocation = RevocationSettings::new(Duration::from_secs(900), Duration::ZERO);
    let (erasure, clock) = (ownly::owned_tables().erasure(), Clock::system());
    let admin =
        Admin::open(database, Cost::Cheap, Some(revocation), erasure, clock, Entropy::system());
    actix_rt::System::new().block_on(work(admin.unwrap()))
}

/// `ownly user revoke-sessions`
pub(super) fn revoke_sessions(app: &TestApp, email: &str) {
    operate(app, |admin| async move { admin.revoke_sessions(Who::from(email)).await }).unwrap();
}

#[derive(Debug, Clone, Copy)]
enum Command {
    RevokeSessions,
    SetPassword { keep_sessions: bool },
    Delete,
}

#[rstest]
#[case(Command::RevokeSessions, false)]
#[case(Command::SetPassword { keep_sessions: false }, false)]
#[case(Command::SetPassword { keep_sessions: true }, true)]
#[case(Command::Delete, false)]
fn a_command_ends_the_tokens_of_the_sessions_that_it_ends(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] command: Command,
    #[case] left: bool,
) {
    let Some(app) = TestApp::spawn_with(on, revoking) else { return };
    let (_, tokens) = scene(&app);
    operate(&app, |admin| async move {
        let ada = Who::from("ada@example.com");
        match command {
            Command::RevokeSessions => admin.revoke_sessions(ada).await,
            Command::SetPassword { keep_sessions } => {
                admin.set_password(ada, "another horse".to_owned(), keep_sessions).await
            }
            Command::Delete => admin.delete(ada).await,
        }
    })
    .unwrap();
    app.advance(WITHIN);
    good(&app, &tokens, [left, left, true]);
    if let Command::RevokeSessions = command {
        let mut again = Browser::new(&app);
        again.sign_in("ada", PASSWORD).expect(200);
        ask(&app, &again.token()).expect(200);
    }
}
