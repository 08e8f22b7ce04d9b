//! The accounts' endpoints, but for those that need a mail.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::Site;
use crate::browser::{Browser, PASSWORD};

pub(super) fn tour(site: &Site) {
    let app = &site.app;
    let mut zoe = Browser::signed_up(app, "zoe");
    Browser::new(app).sign_up("zoe");
    let mut phone = Browser::new(app);
    phone.sign_in("zoe", "not her password").expect(401);
    phone.sign_in("nobody", PASSWORD).expect(401);
    phone.sign_in("zoe", PASSWORD).expect(200);
    for path in ["/get-session", "/token", "/jwks", "/ok", "/error", "/list-accounts"] {
        phone.get(path).expect(200);
    }
    for path in ["/.well-known/jwks.json", "/health/live", "/health/ready"] {
        app.get(path).send().expect(200);
    }
    phone.post("/update-user", json!({ "name": "Zoe" })).expect(200);
    phone.post("/update-session", json!({})).expect(400);
    phone.post("/verify-password", json!({ "password": PASSWORD })).expect(200);
    refused(&mut phone);
    unlinked(site, &mut phone);

    // Those elsewhere are ended one by one, together, and all.
    let there: Value = zoe.get("/list-sessions").expect(200).json();
    let token = there[0]["token"].clone();
    phone.post("/revoke-session", json!({ "token": token })).expect(200);
    phone.post("/revoke-other-sessions", json!({})).expect(200);
    let change = json!({
        "currentPassword": PASSWORD, "newPassword": "another good horse",
        "revokeOtherSessions": true,
    });
    phone.post("/change-password", change).expect(200);
    phone.post("/revoke-sessions", json!({})).expect(200);
    phone.sign_in("zoe", "another good horse").expect(200);

    // One that is due is extended, and one that is over is deleted.
    app.advance(TimeDelta::days(2));
    phone.get("/get-session").expect(200);
    let over = phone.cookies();
    app.advance(TimeDelta::days(8));
    app.get("/api/auth/get-session").cookie(&over).send().expect(200);
    phone.sign_in("zoe", "another good horse").expect(200);
    phone.post("/sign-out", json!({})).expect(200);

    // What goes with a user are their rows too.
    let mut tim = Browser::signed_up(app, "tim");
    let token = tim.token();
    app.post("/api/tasks").bearer(&token).json(json!({ "title": "his" })).send().expect(201);
    tim.post("/delete-user", json!({ "password": PASSWORD })).expect(200);
    tidied(site);
}

/// Waits until what was revoked long ago is deleted, which the server does by itself.
fn tidied(site: &Site) {
    let patience = Instant::now() + Duration::from_secs(20);
    let deletes = |sql: &str| sql.starts_with("DELETE") && sql.contains("revocation");
    while !site.app.database.heard().iter().any(|statement| deletes(&statement.sql)) {
        assert!(Instant::now() < patience, "nothing is tidied");
        sleep(Duration::from_millis(5));
    }
}

/// What is refused where nobody signs in by way of others.
fn refused(browser: &mut Browser<'_>) {
    let provider = json!({ "provider": "github", "providerId": "github", "accountId": "42" });
    for path in ["/sign-in/social", "/link-social", "/get-access-token", "/refresh-token"] {
        browser.post(path, provider.clone());
    }
    browser.post("/get-session", json!({}));
    browser.post("/callback/github", json!({}));
    browser.get("/callback/github");
    browser.get("/account-info");
}

/// A second way to sign in, which another server on the database may have brought.
fn unlinked(site: &Site, browser: &mut Browser<'_>) {
    site.app.database.execute(
        r#"INSERT INTO "account" ("id", "accountId", "providerId", "userId", "createdAt", "updatedAt")
           SELECT 'github', '42', 'github', "id", "createdAt", "updatedAt" FROM "user"
           WHERE "email" = 'zoe@example.com'"#,
    );
    browser.post("/unlink-account", json!({ "accountId": "github" })).expect(200);
}
