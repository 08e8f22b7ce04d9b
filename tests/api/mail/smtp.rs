//! Mail by SMTP, to a server on a socket.

use std::{net::TcpListener, time::Duration};

use accounts::{Delivery, MailSettings};
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{post, smtp_server::SmtpServer};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

/// A server that tries thrice, at once.
fn app(on: Backend, url: &str) -> Option<TestApp> {
    let delivery: Delivery = url.parse().unwrap();
    let mut mail = MailSettings::new(delivery).sent_by("Ownly <ownly@example.org>".to_owned());
    mail.as_mut().unwrap().waits = vec![Duration::from_millis(20); 2];
    TestApp::spawn_with(on, |config| config.accounts.as_mut().unwrap().mail = mail.ok())
}

fn request(app: &TestApp, name: &str) {
    let body = json!({ "email": format!("{name}@example.com"), "redirectTo": "/reset" });
    post(app, "/request-password-reset", body).expect(200);
}

#[rstest]
fn a_mail_says_who_sent_it_when_and_to_whom(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let server = SmtpServer::start(&[]);
    let Some(app) = app(on, &server.url("ownly:s%40cret@")) else { return };
    Browser::signed_up(&app, "ada");
    app.advance(TimeDelta::days(366 * 3));
    request(&app, "ada");
    let mail = server.mail(1);
    // base64 of "\0ownly\0s@cret"
    assert_eq!(mail.login.as_deref(), Some("AG93bmx5AHNAY3JldA=="));
    assert_eq!(mail.hello, "localhost");
    assert!(mail.from.starts_with("FROM:<ownly@example.org>"), "{}", mail.from);
    assert_eq!(mail.to, "TO:<ada@example.com>");
    let message = mail.plain();
    let year = (chrono::Utc::now() + TimeDelta::days(366 * 3)).format("%Y").to_string();
    for part in [
        "\nTo: ada@example.com\n",
        "Subject: Reset your password\n",
        "Auto-Submitted: auto-generated\n",
        "multipart/alternative",
        "Content-Type: text/plain",
        "Content-Type: text/html",
        &year,
    ] {
        assert!(message.contains(part), "{part} in {message}");
    }
    assert!(message.contains("From: ") && message.contains("<ownly@example.org>"), "{message}");
    let id = message.lines().find_map(|line| line.strip_prefix("Message-ID: <")).unwrap();
    assert!(id.ends_with("@example.org>"), "{id}");

    // What is in the mail works.
    let link = format!("{}/api/auth/reset-password/", app.origin());
    let token = &message[message.find(&link).unwrap() + link.len()..][..24];
    let body = json!({ "newPassword": "brand new horse", "token": token });
    post(&app, "/reset-password", body).expect(200);
}

/// Neither a server that is full nor one that is away is anything to the client.
#[rstest]
fn what_is_refused_for_now_is_tried_again(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let server = SmtpServer::start(&["451", "452"]);
    let Some(app) = app(on, &server.url("")) else { return };
    Browser::signed_up(&app, "ada");
    request(&app, "ada");
    assert_eq!(server.mail(1).to, "TO:<ada@example.com>");
    assert_eq!(server.refused(), 2);
}

#[rstest]
fn what_is_refused_for_good_is_not_and_holds_up_no_other(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let server = SmtpServer::start(&["550"]);
    let Some(app) = app(on, &server.url("")) else { return };
    Browser::signed_up(&app, "ada");
    Browser::signed_up(&app, "eve");
    request(&app, "ada");
    while server.refused() == 0 {
        std::thread::yield_now();
    }
    request(&app, "eve");
    assert_eq!(server.mail(1).to, "TO:<eve@example.com>");
    // Going down, the server tries once more what may still be sent.
    drop(app);
    assert_eq!((server.mails().len(), server.refused()), (1, 1));
}

#[rstest]
fn a_mail_server_that_is_away_is_nothing_to_the_client(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    // It is there but does not say a word.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let Some(app) = app(on, &format!("smtp://127.0.0.1:{port}")) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let start = std::time::Instant::now();
    for _ in 0..20 {
        request(&app, "ada");
    }
    let body = json!({ "email": "ada@example.com" });
    ada.post("/send-verification-email", body).expect(200);
    ada.sign_in("ada", PASSWORD).expect(200);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    // Whoever connects now hears that it is over.
    drop(silent);
}
