//! Links that 1.7.25 mailed, followed here.

use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{
    fixture::{EMAIL_TOKENS, FIXTURE},
    taken_over, user,
};
use crate::{
    accounts::{post, sign_in},
    app::TestApp,
    client::Answer,
};

fn token(of: &str) -> &str {
    FIXTURE["verification"][of]["token"].as_str().unwrap()
}

fn reset(app: &TestApp, token: &str) -> Answer {
    post(app, "/reset-password", json!({ "newPassword": "another battery staple", "token": token }))
}

#[rstest]
fn a_pending_reset_gives_another_password_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = taken_over(on) else { return };
    assert_eq!(reset(&app, token("resetAda")).expect(200).json(), json!({ "status": true }));
    sign_in(&app, "ada@example.com", "another battery staple").expect(200);
    let old = user("ada@example.com")["password"].as_str().unwrap();
    sign_in(&app, "ada@example.com", old).expect(401);
    reset(&app, token("resetAda")).expect_error(400, "INVALID_TOKEN");
}

#[rstest]
fn a_reset_that_is_over_is_over(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = taken_over(on) else { return };
    reset(&app, token("resetGraceExpired")).expect_error(400, "INVALID_TOKEN");
    let old = user("grace@example.com")["password"].as_str().unwrap();
    sign_in(&app, "grace@example.com", old).expect(200);
}

#[rstest]
fn a_pending_deletion_is_for_the_user_who_asked(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = taken_over(on) else { return };
    let linus = &FIXTURE["sessions"][2];
    let path = format!("/api/auth/delete-user/callback?token={}", token("deleteAccountLinus"));
    let deleted = app.get(&path).cookie(linus["cookie"].as_str().unwrap()).send().expect(200);
    assert_eq!(deleted.json()["success"], true);
    let left = app.database.text(r#"SELECT "email" FROM "user" ORDER BY "email""#);
    assert_eq!(left, ["ada@example.com", "grace@example.com", "octo@example.com"]);
}

#[rstest]
fn somebody_else_cannot_follow_the_link_of_a_deletion(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = taken_over(on) else { return };
    let grace = &FIXTURE["sessions"][1];
    let path = format!("/api/auth/delete-user/callback?token={}", token("deleteAccountLinus"));
    let refused = app.get(&path).cookie(grace["cookie"].as_str().unwrap()).send();
    refused.expect_error(404, "INVALID_TOKEN");
    assert_eq!(app.database.text(r#"SELECT "id" FROM "user""#).len(), 4);
}

#[rstest]
fn an_address_is_verified_and_then_changed_by_the_links_that_were_mailed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = taken_over(on) else { return };
    let grace = |app: &TestApp| {
        let user = r#"SELECT "email" || ' ' || CAST("emailVerified" AS text) FROM "user"
                      WHERE "id" = 'jA48BX5EFL0EBFo7nr1G0nkPKg9317zp'"#;
        app.database.text(user).remove(0).replace(" 1", " true").replace(" 0", " false")
    };
    assert_eq!(grace(&app), "grace@example.com false");
    let verified = follow(&app, "verifyGrace").expect(200).json();
    assert_eq!(verified, json!({ "status": true, "user": Value::Null }));
    assert_eq!(grace(&app), "grace@example.com true");

    let changed = follow(&app, "changeEmailGrace").expect(200).json();
    assert_eq!(changed["user"]["email"], "grace2@example.com");
    assert!(grace(&app).starts_with("grace2@example.com "), "{}", grace(&app));
}

#[rstest]
#[case("expired", "TOKEN_EXPIRED")]
#[case("wrongSecret", "INVALID_TOKEN")]
fn a_link_that_is_no_good_changes_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] link: &str,
    #[case] code: &str,
) {
    let Some(app) = taken_over(on) else { return };
    follow(&app, link).expect_error(401, code);
    let verified = r#"SELECT CAST("emailVerified" AS text) FROM "user"
                      WHERE "email" = 'grace@example.com'"#;
    assert!(["0", "false"].contains(&app.database.text(verified)[0].as_str()));
}

fn follow(app: &TestApp, link: &str) -> Answer {
    let token = EMAIL_TOKENS[link].as_str().unwrap();
    app.get(&format!("/api/auth/verify-email?token={token}")).send()
}
