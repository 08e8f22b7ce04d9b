use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{NO_COOKIES, newcomer, post};
use crate::{app::TestApp, browser::PASSWORD};

/// Tells in one text each problem of the body, in the order of the schema.
#[track_caller]
fn refuses(app: &TestApp, path: &str, body: &Value, message: &str) {
    let answer = post(app, path, body.clone()).expect_error(400, "VALIDATION_ERROR");
    assert_eq!(answer.json(), json!({ "code": "VALIDATION_ERROR", "message": message }), "{body}");
    assert_eq!(answer.set_cookies(), NO_COOKIES);
}

#[rstest]
fn a_sign_up_tells_every_member_that_is_missing_or_of_another_type(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let text = |place: &str, received: &str| {
        format!("[body.{place}] Invalid input: expected string, received {received}")
    };
    let refuses = |body, message: String| refuses(&app, "/sign-up/email", &body, &message);
    refuses(
        json!({}),
        ["name", "email", "password"].map(|name| text(name, "undefined")).join("; "),
    );
    let with = |member: &str, value: Value| {
        let mut body = newcomer("ada@example.com");
        body[member] = value;
        body
    };
    refuses(with("name", json!(42)), text("name", "number"));
    refuses(with("name", Value::Null), text("name", "null"));
    refuses(with("email", json!([])), text("email", "array"));
    refuses(with("password", json!({})), text("password", "object"));
    refuses(with("image", Value::Null), text("image", "null"));
    refuses(
        with("rememberMe", json!("no")),
        "[body.rememberMe] Invalid input: expected boolean, received string".to_owned(),
    );
    refuses(
        with("password", json!("")),
        "[body.password] Too small: expected string to have >=1 characters".to_owned(),
    );
    // PostgreSQL has no such text; SQLite would cut it short.
    refuses(
        with("name", json!("a\0b")),
        "[body.name] Invalid input: NUL is not allowed".to_owned(),
    );
    refuses(
        with("image", json!("\0")),
        "[body.image] Invalid input: NUL is not allowed".to_owned(),
    );
}

#[rstest]
fn a_body_that_is_no_object_is_told_as_better_auth_tells_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    for (body, received) in [(json!([]), "array"), (Value::Null, "null"), (json!("x"), "string")] {
        let object = format!("[body] Invalid input: expected object, received {received}");
        let record = format!("[body] Invalid input: expected record, received {received}");
        refuses(&app, "/sign-in/email", &body, &object);
        refuses(&app, "/sign-out", &body, &object);
        refuses(&app, "/sign-up/email", &body, &format!("{object}; {record}"));
    }
    let none = app.post("/api/auth/sign-up/email").send().expect_error(400, "VALIDATION_ERROR");
    assert_eq!(
        none.json()["message"],
        "[body] Invalid input: expected object, received undefined; \
         [body] Invalid input: expected record, received undefined"
    );
}

#[rstest]
fn an_address_must_look_like_one(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    for wrong in [
        "",
        "ada",
        "ada@example",
        " ada@example.com",
        "ada@example.com ",
        "ä@example.com",
        "a..b@example.com",
        "\"a\"@example.com",
        "ada@[127.0.0.1]",
        "ada\0@example.com",
        "\0",
    ] {
        let message = "[body.email] Invalid email address";
        refuses(&app, "/sign-up/email", &newcomer(wrong), message);
        let body = json!({ "email": wrong, "password": PASSWORD });
        let refused = post(&app, "/sign-in/email", body).expect_error(400, "INVALID_EMAIL");
        assert_eq!(refused.json()["message"], "Invalid email");
    }
}

#[rstest]
fn a_sign_in_tells_what_is_missing_or_of_another_type(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let refuses = |body, message| refuses(&app, "/sign-in/email", &body, message);
    refuses(
        json!({}),
        "[body.email] Invalid input: expected string, received undefined; \
         [body.password] Invalid input: expected string, received undefined",
    );
    refuses(
        json!({ "email": "ada@example.com", "password": PASSWORD, "rememberMe": 1 }),
        "[body.rememberMe] Invalid input: expected boolean, received number",
    );
}

/// PostgreSQL's unique index takes no value of more than 2,704 bytes; SQLite takes any.
#[rstest]
fn an_address_may_have_2000_bytes(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    // PostgreSQL compresses what repeats itself, and this does not.
    let mut state = 1_u32;
    let mut letter = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + (state >> 16) as u8 % 26)
    };
    let mut address = |length| -> String {
        let local: String = (0..length - "@example.com".len()).map(|_| letter()).collect();
        local + "@example.com"
    };
    let longest = newcomer(&address(2_000));
    post(&app, "/sign-up/email", longest.clone()).expect(200);
    post(&app, "/sign-in/email", longest).expect(200);
    for longer in [2_001, 3_000, 60_000] {
        let body = newcomer(&address(longer));
        post(&app, "/sign-up/email", body.clone()).expect_error(400, "INVALID_EMAIL");
        post(&app, "/sign-in/email", body).expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
    }
}
