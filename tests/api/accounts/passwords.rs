use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{newcomer, post, sign_in, sign_up};
use crate::app::TestApp;

const TOO_SHORT: (u16, &str, &str) = (400, "PASSWORD_TOO_SHORT", "Password too short");
const TOO_LONG: (u16, &str, &str) = (400, "PASSWORD_TOO_LONG", "Password too long");

/// Better Auth counts UTF-16 code units, as JavaScript does: an emoji is two.
#[rstest]
fn a_password_has_8_to_128_code_units(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let cases = [
        ("1234567".to_owned(), Some(TOO_SHORT)),
        ("😀😀😀7".to_owned(), Some(TOO_SHORT)),
        ("1234 678".to_owned(), None),
        ("😀😀😀😀".to_owned(), None),
        ("        ".to_owned(), None),
        ("\0\0\0\0\0\0\0\0".to_owned(), None),
        ("x".repeat(128), None),
        ("😀".repeat(64), None),
        ("x".repeat(129), Some(TOO_LONG)),
        ("😀".repeat(65), Some(TOO_LONG)),
    ];
    for (number, (password, refusal)) in cases.into_iter().enumerate() {
        let email = format!("user{number}@example.com");
        let body = json!({ "name": "Ada", "email": email, "password": password });
        let answer = post(&app, "/sign-up/email", body);
        match refusal {
            None => {
                answer.expect(200);
                sign_in(&app, &email, &password).expect(200);
            }
            Some((status, code, message)) => {
                assert_eq!(answer.expect_error(status, code).json()["message"], message);
            }
        }
    }
}

#[rstest]
fn the_length_is_looked_at_before_the_address(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    sign_up(&app, "ada@example.com").expect(200);
    let mut body = newcomer("ada@example.com");
    body["password"] = json!("short");
    post(&app, "/sign-up/email", body).expect_error(400, "PASSWORD_TOO_SHORT");
}

/// At sign-in a short password is a wrong one; a long one is told, for it is never hashed.
#[rstest]
fn signing_in_knows_the_upper_bound_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    sign_up(&app, "ada@example.com").expect(200);
    for short in ["", "x"] {
        let answer = sign_in(&app, "ada@example.com", short);
        answer.expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
    }
    for email in ["ada@example.com", "nobody@example.com"] {
        sign_in(&app, email, &"x".repeat(129)).expect_error(400, "PASSWORD_TOO_LONG");
    }
}

/// NFKC: what one keyboard writes as one character another writes as two.
#[rstest]
fn spellings_that_mean_the_same_are_one_password_and_spaces_count(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let mut body = newcomer("ada@example.com");
    body["password"] = json!(" p\u{e4}ssw\u{f6}rd-\u{fb01} ");
    post(&app, "/sign-up/email", body).expect(200);
    sign_in(&app, "ada@example.com", " pa\u{308}sswo\u{308}rd-fi ").expect(200);
    for wrong in ["p\u{e4}ssw\u{f6}rd-\u{fb01}", " passwort-fi ", " P\u{c4}SSW\u{d6}RD-FI "] {
        sign_in(&app, "ada@example.com", wrong).expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
    }
}
