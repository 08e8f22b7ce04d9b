//! What mails lead to.

use std::{
    fs,
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use testing::planted;

use super::{Site, configure};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

const NEW: &str = "brand new horse";

pub(super) fn tour(site: &Site) {
    let mut mia = Browser::signed_up(&site.app, "mia");
    let email = json!({ "email": "mia@example.com" });
    mia.post("/send-verification-email", email.clone()).expect(200);
    site.follow(&mut mia, "verify");
    mia.post("/change-email", json!({ "newEmail": "new@example.com" })).expect(200);
    site.follow(&mut mia, "verify");

    let email = json!({ "email": "new@example.com", "redirectTo": "/reset" });
    mia.post("/request-password-reset", email).expect(200);
    let mail = site.follow(&mut mia, "reset");
    let body = json!({ "newPassword": NEW, "token": mail["token"] });
    mia.post("/reset-password", body).expect(200);
    mia.sign_in("nobody", PASSWORD).expect(401);
    deleted(site);
}

/// A server that lets nobody go without a mail, and asks the old address before a new one counts.
fn deleted(site: &Site) {
    let app = TestApp::spawn_on(site.app.database.clone(), |config| {
        configure(config, &site.mail);
        let options = &mut config.accounts.as_mut().unwrap().options;
        options.delete_user.send_verification = true;
        options.change_email.send_confirmation = true;
        options.email_and_password.revoke_sessions_on_reset = true;
        options.hashed_identifiers = true;
    });
    let mut max = Browser::signed_up(&app, "max");
    app.database.execute(r#"UPDATE "user" SET "emailVerified" = true"#);
    max.post("/change-email", json!({ "newEmail": "max2@example.com" })).expect(200);
    site.follow(&mut max, "change-email");
    site.follow(&mut max, "verify");
    max.post("/request-password-reset", json!({ "email": "max2@example.com" })).expect(200);
    let mail = site.mail("reset");
    let body = json!({ "newPassword": NEW, "token": mail["token"] });
    max.post("/reset-password", body).expect(200);
    let credentials = json!({ "email": "max2@example.com", "password": NEW });
    max.post("/sign-in/email", credentials).expect(200);
    max.post("/delete-user", json!({ "callbackURL": "/bye" })).expect(200);
    site.follow(&mut max, "delete-user");

    // By the server that counts what is done.
    let mut tom = Browser::signed_up(&app, "tom");
    tom.post("/delete-user", json!({ "callbackURL": "/bye" })).expect(200);
    let mut tom_there = Browser::new(&site.app);
    tom_there.sign_in("tom", PASSWORD).expect(200);
    site.follow(&mut tom_there, "delete-user");
}

impl Site {
    /// The mail that came last, which is of that kind; it is not kept.
    fn mail(&self, kind: &str) -> Value {
        let patience = Instant::now() + Duration::from_secs(20);
        loop {
            let entries = fs::read_dir(self.mail.path().join("mail")).into_iter().flatten();
            let files = entries.map(|entry| entry.unwrap().path());
            let mut letters = files.filter(|path| path.extension().is_some_and(|e| e == "json"));
            if let Some(file) = letters.next() {
                let mail: Value =
                    serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
                fs::remove_file(file).unwrap();
                for secret in ["token", "url"].map(|name| mail[name].as_str()) {
                    secret.map(planted::secret);
                }
                if mail["kind"] == kind {
                    return mail;
                }
            }
            assert!(Instant::now() < patience, "no mail to {kind}");
            sleep(Duration::from_millis(5));
        }
    }

    /// Follows the link of that mail.
    fn follow(&self, browser: &mut Browser<'_>, kind: &str) -> Value {
        let mail = self.mail(kind);
        let (_, path) = mail["url"].as_str().unwrap().split_once("/api/auth").unwrap();
        let answer = browser.get(path);
        assert!(answer.status < 400, "{kind}: {} {}", answer.status, answer.text);
        mail
    }
}
