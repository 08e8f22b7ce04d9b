//! The ways a user signs in, of which one is always left.

use std::thread;

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{is_id, is_time, linger_at_deletes, members, post, session_token};
use crate::{
    app::TestApp,
    browser::{Browser, PASSWORD},
};

/// Lets a user sign in by way of GitHub too, as another server on the database may have done.
fn link(app: &TestApp, name: &str) {
    app.database.execute(&format!(
        r#"INSERT INTO "account"
             ("id", "accountId", "providerId", "userId", "scope", "accessToken", "createdAt", "updatedAt")
           SELECT '{name}-github', '42', 'github', "id", 'user, repo,,', 'secret', "createdAt", "updatedAt"
           FROM "user" WHERE "email" = '{name}@example.com'"#
    ));
}

/// A user's accounts by their providers: the password's first.
fn accounts(browser: &mut Browser<'_>) -> Vec<Value> {
    let mut listed = browser.get("/list-accounts").expect(200).json().as_array().unwrap().clone();
    listed.sort_by_key(|account| account["providerId"].to_string());
    listed
}

fn unlink(browser: &mut Browser<'_>, id: &Value) -> crate::client::Answer {
    browser.post("/unlink-account", json!({ "accountId": id }))
}

#[rstest]
fn ones_own_accounts_are_listed_without_their_secrets(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    let mut eve = Browser::signed_up(&app, "eve");
    link(&app, "ada");
    let user = ada.get("/get-session").json()["user"]["id"].clone();

    let listed = accounts(&mut ada);
    let [password, github] = listed.as_slice() else { panic!("{listed:?}") };
    for account in [password, github] {
        assert_eq!(
            members(account),
            ["accountId", "createdAt", "id", "providerId", "scopes", "updatedAt", "userId"]
        );
        assert_eq!(account["userId"], user);
        assert!(is_time(&account["createdAt"]) && is_time(&account["updatedAt"]), "{account}");
    }
    assert!(is_id(password["id"].as_str().unwrap()), "{password}");
    assert_eq!((&password["providerId"], &password["accountId"]), (&json!("credential"), &user));
    assert_eq!(password["scopes"], json!([]));
    assert_eq!((&github["id"], &github["accountId"]), (&json!("ada-github"), &json!("42")));
    assert_eq!(github["scopes"], json!(["user", "repo"]));
    assert_eq!(accounts(&mut eve).len(), 1);
    // Unlike the sessions, they are shown however long ago the user signed in.
    app.advance(TimeDelta::days(3));
    assert_eq!(accounts(&mut ada), listed);
}

#[rstest]
fn an_account_is_unlinked_unless_it_is_the_last(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    link(&app, "ada");
    let listed = accounts(&mut ada);
    let done = unlink(&mut ada, &listed[0]["id"]).expect(200);
    assert_eq!(done.json(), json!({ "status": true }));
    assert_eq!(done.set_cookies(), super::NO_COOKIES);
    assert_eq!(accounts(&mut ada), listed[1..]);
    Browser::new(&app).sign_in("ada", PASSWORD).expect_error(401, "INVALID_EMAIL_OR_PASSWORD");

    // Which one it is does not matter then.
    for id in [&listed[1]["id"], &listed[0]["id"]] {
        let refused = unlink(&mut ada, id).expect_error(400, "FAILED_TO_UNLINK_LAST_ACCOUNT");
        assert_eq!(refused.json()["message"], "You can't unlink your last account");
    }
    assert_eq!(accounts(&mut ada), listed[1..]);
}

#[rstest]
fn an_account_that_is_not_ones_own_is_none(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let (mut ada, mut eve) = (Browser::signed_up(&app, "ada"), Browser::signed_up(&app, "eve"));
    link(&app, "ada");
    link(&app, "eve");
    // An account is named by its row; what the provider calls it does not name it.
    for id in [json!("ada-github"), json!("made up"), json!("42"), json!("github"), json!("")] {
        let refused = unlink(&mut eve, &id).expect_error(400, "ACCOUNT_NOT_FOUND");
        assert_eq!(refused.json()["message"], "Account not found");
    }
    assert_eq!((accounts(&mut ada).len(), accounts(&mut eve).len()), (2, 2));
}

#[rstest]
fn unlinking_takes_a_fresh_session(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut ada = Browser::signed_up(&app, "ada");
    link(&app, "ada");
    app.advance(TimeDelta::days(1) + TimeDelta::seconds(1));
    unlink(&mut ada, &json!("ada-github")).expect_error(403, "SESSION_NOT_FRESH");
    assert_eq!(accounts(&mut ada).len(), 2);
    ada.sign_in("ada", PASSWORD).expect(200);
    unlink(&mut ada, &json!("ada-github")).expect(200);
}

/// Each sees two accounts and takes away another: whoever is second must look again.
#[rstest]
fn two_calls_at_once_leave_one_account(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn_with(on, |config| config.workers = 2) else { return };
    let mut ada = Browser::new(&app);
    let token = session_token(&ada.sign_up("ada").expect(200));
    link(&app, "ada");
    let ids: Vec<_> = accounts(&mut ada).iter().map(|account| account["id"].clone()).collect();
    linger_at_deletes(&app, "account");
    let mut statuses = thread::scope(|scope| {
        let calls: Vec<_> = ids
            .iter()
            .map(|id| {
                let call = app.post("/api/auth/unlink-account").bearer(&token);
                scope.spawn(move || call.json(json!({ "accountId": id })).send())
            })
            .collect();
        calls.into_iter().map(|call| call.join().unwrap().status).collect::<Vec<_>>()
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400]);
    assert_eq!(accounts(&mut ada).len(), 1);
    let last = json!({ "accountId": accounts(&mut ada)[0]["id"] });
    post(&app, "/unlink-account", last).expect_error(401, "UNAUTHORIZED");
}
