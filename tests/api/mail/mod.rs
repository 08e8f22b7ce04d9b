//! What goes by mail, and what is switched on and off.

mod change_email;
mod change_notices;
mod delete_user;
mod error_page;
mod from_better_auth;
mod link_once;
mod link_pages;
mod queue;
mod require_verification;
mod reset_life;
mod reset_link;
mod reset_password;
mod send_verification;
mod smtp;
mod smtp_server;
mod switched_off;
mod verify_email;

use std::{
    fs,
    thread::sleep,
    time::{Duration, Instant},
};

use accounts::{Delivery, MailSettings};
use ownly::config::AccountsConfig;
use serde_json::Value;
use testing::{Backend, TestDirectory, planted};

use crate::{
    app::TestApp,
    client::{Answer, Request},
};

/// A server whose mails can be read.
struct Mailed {
    app: TestApp,
    folder: TestDirectory,
}

impl Mailed {
    fn spawn(on: Backend) -> Option<Self> {
        Self::spawn_with(on, |_| {})
    }

    fn spawn_with(on: Backend, change: impl FnOnce(&mut AccountsConfig)) -> Option<Self> {
        let folder = TestDirectory::new();
        let mail = MailSettings::new(Delivery::Folder(folder.path().join("mail")));
        let app = TestApp::spawn_with(on, |config| {
            let accounts = config.accounts.as_mut().unwrap();
            accounts.mail = Some(mail);
            change(accounts);
        })?;
        Some(Self { app, folder })
    }

    /// All mails until now, oldest first.
    fn mails(&self) -> Vec<Value> {
        let mut files: Vec<_> = fs::read_dir(self.folder.path().join("mail"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .collect();
        files.sort();
        let read = |path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        files.into_iter().map(read).collect()
    }

    /// The `count`th mail, which is the newest.
    #[track_caller]
    fn mail(&self, count: usize) -> Value {
        let patience = Instant::now() + Duration::from_secs(20);
        while self.mails().len() < count && Instant::now() < patience {
            sleep(Duration::from_millis(5));
        }
        let mails = self.mails();
        assert_eq!(mails.len(), count, "{mails:#?}");
        // Mails that only tell something have neither.
        for secret in ["token", "url"].map(|name| mails[count - 1][name].as_str()) {
            secret.map(planted::secret);
        }
        mails[count - 1].clone()
    }

    /// Follows the link of a mail.
    fn follow(&self, mail: &Value) -> Request<'_> {
        self.app.get(&self.path(mail))
    }

    /// The link of a mail, without the origin.
    fn path(&self, mail: &Value) -> String {
        let url = mail["url"].as_str().unwrap();
        url.strip_prefix(&self.app.origin()).expect("a link to here").to_owned()
    }

    /// Shows everyone's address to be theirs.
    fn verify_all(&self) {
        self.app.database.execute(r#"UPDATE "user" SET "emailVerified" = true"#);
    }

    fn count(&self, table: &str) -> String {
        let sql = format!(r#"SELECT CAST(count(*) AS text) FROM "{table}""#);
        self.app.database.text(&sql).remove(0)
    }
}

fn text(mail: &Value, member: &str) -> String {
    mail[member].as_str().unwrap_or_else(|| panic!("no {member} in {mail}")).to_owned()
}

/// Checks that the answer leads there, and to nothing else.
#[track_caller]
fn leads_to(answer: &Answer, location: &str) {
    assert_eq!((answer.status, answer.header("location")), (302, Some(location)));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.text, "");
}

/// A POST to the accounts from nowhere in particular.
fn post(app: &TestApp, path: &str, body: Value) -> Answer {
    app.post(&format!("/api/auth{path}")).json(body).send()
}
