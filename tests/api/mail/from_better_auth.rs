//! Links that a Better Auth server mailed before this one took its database over.

use accounts::Secret;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{Mailed, post};
use crate::browser::Browser;

const TOKENS: &str = include_str!("../../../crates/accounts/tests/data/email-tokens.json");

const RESET: &str = "N8XMQ2MLVsFfo5FooytMDgWa";
const EXPIRED: &str = "zf8S8H6twIi8W4EScMz6Yds7";
const DELETE: &str = "6qqgak2o9i5arw8h03040dhf5yluq4bc";

fn taken_over(on: Backend) -> Option<Mailed> {
    let mailed = Mailed::spawn_with(on, |accounts| {
        accounts.secrets = Secret::from(token("secret")).into();
        accounts.hash_cost = accounts::Cost::Standard;
    })?;
    mailed.app.database.execute(include_str!("../accounts/better_auth.sql"));
    Some(mailed)
}

fn token(name: &str) -> String {
    let all: Value = serde_json::from_str(TOKENS).unwrap();
    all[name].as_str().unwrap().to_owned()
}

#[rstest]
fn its_links_verify_and_change_addresses(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = taken_over(on) else { return };
    let follow = |name: &str| {
        mailed.app.get(&format!("/api/auth/verify-email?token={}", token(name))).send()
    };
    follow("expired").expect_error(401, "TOKEN_EXPIRED");
    follow("wrongSecret").expect_error(401, "INVALID_TOKEN");
    assert_eq!(follow("verifyGrace").expect(200).json(), json!({ "status": true, "user": null }));
    let changed = follow("changeEmailGrace").expect(200).json();
    assert_eq!(changed["user"]["email"], "grace2@example.com");
    assert_eq!(changed["user"]["emailVerified"], true);
    follow("changeEmailGrace").expect_error(401, "INVALID_TOKEN");
    follow("verifyGrace").expect_error(401, "USER_NOT_FOUND");
}

#[rstest]
fn its_reset_and_delete_tokens_work(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(mailed) = taken_over(on) else { return };
    let reset = |token: &str| {
        let body = json!({ "newPassword": "brand new horse", "token": token });
        post(&mailed.app, "/reset-password", body)
    };
    reset(EXPIRED).expect_error(400, "INVALID_TOKEN");
    reset(RESET).expect(200);
    reset(RESET).expect_error(400, "INVALID_TOKEN");
    Browser::new(&mailed.app).sign_in("ada", "brand new horse").expect(200);

    let mut linus = Browser::new(&mailed.app);
    linus.sign_in("linus", "😀 emoji 12345").expect(200);
    linus.get(&format!("/delete-user/callback?token={DELETE}")).expect(200);
    linus.sign_in("linus", "😀 emoji 12345").expect(401);
}
