//! A stored token works once, whoever else tries it at the same moment, and however it is stored.

use std::{sync::Arc, thread};

use ownly::config::AccountsConfig;
use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{Mailed, post, text};
use crate::{app::TestApp, browser::Browser};

fn token(mailed: &Mailed) -> String {
    Browser::signed_up(&mailed.app, "ada");
    let body = json!({ "email": "ada@example.com" });
    post(&mailed.app, "/request-password-reset", body).expect(200);
    text(&mailed.mail(1), "token")
}

fn reset(app: &TestApp, token: &str, password: &str) -> u16 {
    post(app, "/reset-password", json!({ "newPassword": password, "token": token })).status
}

fn hashed(hashed: bool) -> impl FnOnce(&mut AccountsConfig) {
    move |accounts| accounts.options.hashed_identifiers = hashed
}

#[rstest]
fn of_two_at_once_one_has_it(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    let token = token(&mailed);
    if on == Backend::Postgres {
        // Both have found the row before either has deleted it.
        mailed.app.database.execute(
            r#"CREATE FUNCTION "linger"() RETURNS trigger LANGUAGE plpgsql AS
                 $$ BEGIN PERFORM pg_sleep(0.3); RETURN OLD; END $$;
               CREATE TRIGGER "linger" BEFORE DELETE ON "verification"
                 FOR EACH ROW EXECUTE FUNCTION "linger"()"#,
        );
    }
    let passwords = ["the first of two", "the second of two"];
    let statuses = thread::scope(|scope| {
        let tries = passwords.map(|password| scope.spawn(|| reset(&mailed.app, &token, password)));
        tries.map(|one| one.join().unwrap())
    });
    let won = statuses.iter().position(|status| *status == 200).expect("one of them");
    assert_eq!(statuses[1 - won], 400);
    let mut ada = Browser::new(&mailed.app);
    ada.sign_in("ada", passwords[won]).expect(200);
    ada.sign_in("ada", passwords[1 - won]).expect(401);
}

/// Of two rows of one name the newer counts, be it good or not.
#[rstest]
fn the_newest_row_counts(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    let token = token(&mailed);
    mailed.app.database.execute(&format!(
        r#"INSERT INTO "verification"
           SELECT 'newer', "identifier", 'someone else', "expiresAt",
                  '2099-01-01T00:00:00.000Z', "updatedAt" FROM "verification"
           WHERE "identifier" = 'reset-password:{token}'"#
    ));
    let body = json!({ "newPassword": "brand new horse", "token": token });
    post(&mailed.app, "/reset-password", body).expect_error(400, "USER_NOT_FOUND");
}

#[rstest]
fn hashed_tokens_are_not_in_the_database_and_every_server_reads_them(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(true, false)] stored_hashed: bool,
) {
    let Some(mailed) = Mailed::spawn_with(on, hashed(stored_hashed)) else { return };
    let token = token(&mailed);
    let stored = mailed.app.database.text(r#"SELECT "identifier" FROM "verification""#).remove(0);
    if stored_hashed {
        // base64url of 32 bytes, without padding
        assert_eq!(stored.len(), 43, "{stored}");
    } else {
        assert_eq!(stored, format!("reset-password:{token}"));
    }
    let other = TestApp::spawn_on(Arc::clone(&mailed.app.database), |config| {
        hashed(!stored_hashed)(config.accounts.as_mut().unwrap());
    });
    assert_eq!(reset(&other, &token, "brand new horse"), 200);
    assert_eq!(reset(&mailed.app, &token, "brand new horse"), 400);
}

/// `base64url(SHA-256("reset-password:o6S647EW9EXqNwyz9LoHPhdH"))`, as Better Auth stores it.
#[rstest]
fn a_hash_is_better_auths(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    let id =
        Browser::signed_up(&mailed.app, "ada").get("/get-session").json()["user"]["id"].clone();
    mailed.app.database.execute(&format!(
        r#"INSERT INTO "verification" VALUES ('v', 'F6Y-SsGT6Mm4g7cF45AdEIv6OzHuLW6iK4TlFiN76zw', '{}', '2099-01-01T00:00:00.000Z',
           '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')"#,
        id.as_str().unwrap()
    ));
    assert_eq!(reset(&mailed.app, "o6S647EW9EXqNwyz9LoHPhdH", "brand new one"), 200);
}
