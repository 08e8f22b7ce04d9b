//! Mail waits in memory: not for ever, not without bound, and not past the server's end unless it
//! must.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::Path,
    time::{Duration, Instant},
};

use accounts::MailSettings;
use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{Mailed, post, smtp_server::SmtpServer};
use crate::{app::TestApp, browser::Browser};

fn request(app: &TestApp) {
    post(app, "/request-password-reset", json!({ "email": "ada@example.com" })).expect(200);
}

#[rstest]
fn what_waits_for_another_try_is_tried_when_the_server_goes_down(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = SmtpServer::start_on(&listener, &["451"]);
    let mut mail = MailSettings::new(server.url("").parse().unwrap());
    mail.waits = vec![Duration::from_secs(3_600)];
    let Some(app) = TestApp::spawn_with(on, |config| {
        config.accounts.as_mut().unwrap().mail = Some(mail);
    }) else {
        return;
    };
    Browser::signed_up(&app, "ada");
    request(&app);
    while server.refused() == 0 {
        std::thread::yield_now();
    }
    assert_eq!(server.mails().len(), 0);
    drop(app);
    assert_eq!(server.mails().len(), 1);
}

#[rstest]
fn what_was_just_asked_for_is_sent_before_the_server_ends(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    Browser::signed_up(&mailed.app, "ada");
    for _ in 0..50 {
        request(&mailed.app);
    }
    let Mailed { app, folder } = mailed;
    drop(app);
    let names: Vec<_> = fs::read_dir(folder.path().join("mail"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 50, "{names:?}");
    assert!(names.iter().all(|name| name.ends_with("-reset.json")), "{names:?}");
}

/// Whatever a mail server does.
#[rstest]
fn the_servers_end_does_not_wait_for_a_mail_server_that_is_silent(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", silent.local_addr().unwrap());
    let mut mail = MailSettings::new(url.parse().unwrap());
    mail.last_wait = Duration::from_millis(100);
    let Some(app) = TestApp::spawn_with(on, |config| {
        config.accounts.as_mut().unwrap().mail = Some(mail);
    }) else {
        return;
    };
    Browser::signed_up(&app, "ada");
    request(&app);
    // The mail is on its way: nobody will answer.
    let _connected = silent.accept().unwrap();
    let start = Instant::now();
    drop(app);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[rstest]
fn mail_in_a_folder_is_for_its_owners_eyes(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    Browser::signed_up(&mailed.app, "ada");
    request(&mailed.app);
    mailed.mail(1);
    let folder = mailed.folder.path().join("mail");
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for entry in fs::read_dir(&folder).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}
