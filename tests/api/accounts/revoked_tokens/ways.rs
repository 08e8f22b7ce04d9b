//! Every way in which sessions end.

use accounts::{Delivery, MailSettings};
use ownly::config::Config;
use rstest::rstest;
use serde_json::json;
use testing::{Backend, TestDirectory};

use super::{ask, good, revoking, scene};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

const NEW: &str = "another horse";

fn other_token(browser: &mut Browser<'_>) -> String {
    let sessions = browser.get("/list-sessions").expect(200).json();
    // Oldest first: the laptop's is the first.
    sessions[1]["token"].as_str().unwrap().to_owned()
}

#[derive(Debug, Clone, Copy)]
enum Way {
    RevokeSession,
    RevokeOthers,
    RevokeAll,
    ChangePassword,
    ChangePasswordAndEnd,
    DeleteUser,
}

impl Way {
    fn go(self, ada: &mut Browser<'_>) {
        let change = json!({ "currentPassword": PASSWORD, "newPassword": NEW });
        match self {
            Self::RevokeSession => {
                let token = other_token(ada);
                ada.post("/revoke-session", json!({ "token": token }))
            }
            Self::RevokeOthers => ada.post("/revoke-other-sessions", json!({})),
            Self::RevokeAll => ada.post("/revoke-sessions", json!({})),
            Self::ChangePassword => ada.post("/change-password", change),
            Self::ChangePasswordAndEnd => {
                let mut body = change;
                body["revokeOtherSessions"] = json!(true);
                ada.post("/change-password", body)
            }
            Self::DeleteUser => ada.post("/delete-user", json!({ "password": PASSWORD })),
        }
        .expect(200);
    }
}

#[rstest]
#[case(Way::RevokeSession, [true, false, true])]
#[case(Way::RevokeOthers, [true, false, true])]
#[case(Way::RevokeAll, [false, false, true])]
#[case(Way::ChangePassword, [true, true, true])]
#[case(Way::ChangePasswordAndEnd, [false, false, true])]
#[case(Way::DeleteUser, [false, false, true])]
fn tokens_go_with_the_sessions(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] way: Way,
    #[case] left: [bool; 3],
) {
    let Some(app) = TestApp::spawn_with(on, revoking) else { return };
    let ([mut laptop, ..], tokens) = scene(&app);
    way.go(&mut laptop);
    good(&app, &tokens, left);
    // It is written down: a server that starts now knows it.
    let other = TestApp::spawn_on(std::sync::Arc::clone(&app.database), revoking);
    good(&other, &tokens, left);
}

/// Seconds are too coarse to tell the two apart, and need not.
#[rstest]
fn a_token_of_the_session_that_a_new_password_begins_is_good_in_the_same_moment(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, revoking) else { return };
    app.stop_clock();
    let ([mut laptop, mut phone, _], tokens) = scene(&app);
    Way::ChangePasswordAndEnd.go(&mut laptop);
    phone.sign_in("ada", NEW).expect(200);
    good(&app, &tokens, [false, false, true]);
    good(&app, &[laptop.token(), phone.token()], [true, true]);
    Way::RevokeOthers.go(&mut laptop);
    good(&app, &[laptop.token()], [true]);
}

#[rstest]
fn a_server_may_end_the_other_sessions_at_every_change_of_a_password(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(None, Some(false), Some(true))] asked: Option<bool>,
) {
    let always = |config: &mut Config| {
        revoking(config);
        let options = &mut config.accounts.as_mut().unwrap().options;
        options.email_and_password.revoke_sessions_on_change = true;
    };
    let Some(app) = TestApp::spawn_with(on, always) else { return };
    let ([mut laptop, mut phone, mut eve], tokens) = scene(&app);
    let mut body = json!({ "currentPassword": PASSWORD, "newPassword": NEW });
    if let Some(asked) = asked {
        body["revokeOtherSessions"] = json!(asked);
    }
    let changed = laptop.post("/change-password", body).expect(200);
    assert!(changed.json()["token"].is_string(), "a session begins for who changed it");
    good(&app, &tokens, [false, false, true]);
    phone.get("/token").expect_error(401, "UNAUTHORIZED");
    ask(&app, &laptop.token()).expect(200);
    ask(&app, &eve.token()).expect(200);
}

#[rstest]
fn a_reset_ends_tokens_where_it_ends_sessions(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(false, true)] ends_sessions: bool,
) {
    let folder = TestDirectory::new();
    let app = TestApp::spawn_with(on, |config| {
        revoking(config);
        let accounts = config.accounts.as_mut().unwrap();
        accounts.mail = Some(MailSettings::new(Delivery::Folder(folder.path().into())));
        accounts.options.email_and_password.revoke_sessions_on_reset = ends_sessions;
    });
    let Some(app) = app else { return };
    let (mut browsers, tokens) = scene(&app);
    let email = json!({ "email": "ada@example.com" });
    browsers[0].post("/request-password-reset", email).expect(200);
    let row = r#"SELECT "identifier" FROM "verification""#;
    let identifier = app.database.text(row).remove(0);
    let token = identifier.strip_prefix("reset-password:").unwrap();
    let body = json!({ "newPassword": NEW, "token": token });
    browsers[2].post("/reset-password", body).expect(200);
    let goes_on = !ends_sessions;
    good(&app, &tokens, [goes_on, goes_on, true]);
}
