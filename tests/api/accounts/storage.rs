//! What the database holds, which another Better Auth server must be able to read.

use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{NO_COOKIES, get_session, is_id, newcomer, post, session_token, sign_in, sign_up};
use crate::{app::TestApp, browser::PASSWORD};

fn stored(app: &TestApp, table: &str, column: &str) -> Vec<String> {
    app.database.text(&format!(r#"SELECT "{column}" FROM "{table}""#))
}

#[rstest]
fn a_user_has_one_account_with_the_password_and_one_session(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let signed_up = sign_up(&app, "Ada@Example.com").expect(200);
    let id = signed_up.json()["user"]["id"].as_str().unwrap().to_owned();
    assert_eq!(stored(&app, "user", "id"), [id.as_str()]);
    assert_eq!(stored(&app, "user", "email"), ["ada@example.com"]);

    assert_eq!(stored(&app, "account", "providerId"), ["credential"]);
    assert_eq!(stored(&app, "account", "accountId"), [id.as_str()]);
    assert_eq!(stored(&app, "account", "userId"), [id.as_str()]);
    assert!(is_id(&stored(&app, "account", "id")[0]));

    assert_eq!(stored(&app, "session", "token"), [session_token(&signed_up)]);
    assert_eq!(stored(&app, "session", "userId"), [id.as_str()]);
    assert_eq!(stored(&app, "session", "ipAddress"), ["127.0.0.1"]);
    let session = get_session(&app).bearer(&session_token(&signed_up)).send().json();
    assert_eq!(stored(&app, "session", "id"), [session["session"]["id"].as_str().unwrap()]);
}

#[rstest]
fn a_password_is_stored_as_salt_and_hash(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    for email in ["ada@example.com", "grace@example.com"] {
        sign_up(&app, email).expect(200);
    }
    let stored = stored(&app, "account", "password");
    for password in &stored {
        let (salt, hash) = password.split_once(':').unwrap();
        assert_eq!((salt.len(), hash.len()), (32, 128));
        let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        assert!(salt.bytes().chain(hash.bytes()).all(is_hex), "{password}");
    }
    assert_ne!(stored[0], stored[1]);
}

/// Better Auth compares times as texts in SQLite, and reads no more than milliseconds.
#[rstest]
fn times_are_stored_to_the_millisecond(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let user = sign_up(&app, "ada@example.com").expect(200).json()["user"].clone();
    app.get("/api/auth/jwks").send().expect(200);
    for (table, column) in [
        ("user", "createdAt"),
        ("user", "updatedAt"),
        ("account", "createdAt"),
        ("account", "updatedAt"),
        ("session", "createdAt"),
        ("session", "updatedAt"),
        ("session", "expiresAt"),
        ("jwks", "createdAt"),
    ] {
        let text = match on {
            Backend::Sqlite => stored(&app, table, column).remove(0),
            Backend::Postgres => {
                let exact = "YYYY-MM-DD\"T\"HH24:MI:SS.US";
                let utc = format!(r#"to_char("{column}" AT TIME ZONE 'UTC', '{exact}')"#);
                let micros =
                    app.database.text(&format!(r#"SELECT {utc} FROM "{table}""#)).remove(0);
                format!("{}Z", micros.strip_suffix("000").unwrap())
            }
        };
        assert!(super::is_time(&json!(text)), "{table}.{column} {text}");
        if table == "user" {
            assert_eq!(user[column], text);
        }
    }
}

#[rstest]
fn a_refused_sign_up_or_sign_in_stores_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    sign_up(&app, "nobody").expect(400);
    let mut short = newcomer("ada@example.com");
    short["password"] = json!("short");
    post(&app, "/sign-up/email", short).expect(400);
    sign_in(&app, "ada@example.com", PASSWORD).expect(401);
    for table in ["user", "account", "session", "jwks"] {
        assert_eq!(stored(&app, table, "id"), NO_COOKIES, "{table}");
    }

    sign_up(&app, "ada@example.com").expect(200);
    let before = stored(&app, "account", "password");
    let mut taken = newcomer("ada@example.com");
    taken["name"] = json!("Eve");
    post(&app, "/sign-up/email", taken).expect(422);
    sign_in(&app, "ada@example.com", "wrong password").expect(401);
    assert_eq!(stored(&app, "user", "name"), ["Ada"]);
    assert_eq!(stored(&app, "account", "password"), before);
    assert_eq!(stored(&app, "session", "id").len(), 1);
}

/// All three rows or none.
#[rstest]
fn a_sign_up_that_fails_half_way_leaves_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    app.database.execute(r#"ALTER TABLE "session" RENAME TO "away""#);
    let failed = sign_up(&app, "ada@example.com").expect_error(500, "INTERNAL_ERROR");
    assert!(!failed.text.contains("session"), "{}", failed.text);
    assert_eq!(failed.set_cookies(), NO_COOKIES);
    app.database.execute(r#"ALTER TABLE "away" RENAME TO "session""#);
    assert_eq!(stored(&app, "user", "id"), NO_COOKIES);
    assert_eq!(stored(&app, "account", "id"), NO_COOKIES);
    sign_up(&app, "ada@example.com").expect(200);
}
