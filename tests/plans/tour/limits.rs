//! Limits that are counted in the database.

use std::sync::Arc;

use accounts::RateLimit;
use chrono::TimeDelta;
use serde_json::json;

use super::Site;
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

pub(super) fn tour(site: &Site) {
    let app = TestApp::spawn_on(Arc::clone(&site.app.database), |config| {
        config.accounts.as_mut().unwrap().limits.rate_limit = RateLimit::Database;
    });
    let mut lea = Browser::signed_up(&app, "lea");
    app.advance(TimeDelta::minutes(2));
    // A failure is counted, a third one in a row is too much, and a success begins anew.
    lea.sign_in("lea", "not her password").expect(401);
    lea.sign_in("lea", PASSWORD).expect(200);
    lea.sign_in("lea", "not her password").expect(401);
    lea.sign_in("lea", "not her password").expect(429);
    lea.post("/sign-out", json!({})).expect(200);
}
