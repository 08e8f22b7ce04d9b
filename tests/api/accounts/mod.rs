//! The accounts: Better Auth's contract, and what Ownly promises beyond it.

mod algorithms;
mod bearer;

mod change_password;
mod common_passwords;
mod cookie_cache;
mod cookie_cache_cookies;
mod deletion;
mod devices;
mod https;
mod jwks;
mod jwks_shared;
mod jwt;
mod linked_accounts;
mod no_store;
mod origin;
mod origin_of_sign_in;
mod other_issuers;
mod outage;
mod passwords;
mod profile;
mod protected;
mod providers;
mod race;
mod remember;
mod resource_server;
mod revocation;
mod revoked_tokens;
mod rotation;
mod secret_rotation;
mod session;
mod session_life;
mod session_options;
mod shared_secret;
mod sign_in;
mod sign_out;
mod sign_up;
mod storage;
mod taken_over;
mod token;
mod transport;
mod validation;
mod verify_password;

use serde_json::{Value, json};
use testing::Backend;

use crate::{
    app::TestApp,
    browser::PASSWORD,
    client::{Answer, Request},
};

/// What ends a session in a browser: these three, in this order.
const CLEARED: [&str; 3] = [
    "better-auth.session_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
    "better-auth.session_data=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
    "better-auth.dont_remember=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
];

const NO_COOKIES: [&str; 0] = [];

/// What a sign-up sends.
fn newcomer(email: &str) -> Value {
    json!({ "name": "Ada", "email": email, "password": PASSWORD })
}

/// A POST to the accounts as a program sends it: without cookies, and saying nothing of where it
/// comes from.
fn post(app: &TestApp, path: &str, body: Value) -> Answer {
    app.post(&format!("/api/auth{path}")).json(body).send()
}

fn sign_up(app: &TestApp, email: &str) -> Answer {
    post(app, "/sign-up/email", newcomer(email))
}

fn sign_in(app: &TestApp, email: &str, password: &str) -> Answer {
    post(app, "/sign-in/email", json!({ "email": email, "password": password }))
}

/// `GET /get-session`, to be told who asks.
fn get_session(app: &TestApp) -> Request<'_> {
    app.get("/api/auth/get-session")
}

/// The session token that a sign-up or sign-in answered.
fn session_token(answer: &Answer) -> String {
    answer.json()["token"].as_str().unwrap().to_owned()
}

/// What a client sends back of one `Set-Cookie`: name and value.
fn pair(cookie: &str) -> &str {
    cookie.split_once(';').unwrap().0
}

/// Keeps every transaction that inserts into a table waiting, so that those begun at once do meet.
/// SQLite has one writer at a time, and whoever comes second waits for the first anyway.
fn linger_at_inserts(app: &TestApp, table: &str) {
    linger_at(app, "INSERT", table);
}

/// The same for transactions that delete.
fn linger_at_deletes(app: &TestApp, table: &str) {
    linger_at(app, "DELETE", table);
}

fn linger_at(app: &TestApp, change: &str, table: &str) {
    if app.database.backend() == Backend::Postgres {
        app.database.execute(&format!(
            r#"CREATE FUNCTION "linger"() RETURNS trigger LANGUAGE plpgsql AS
                 $$ BEGIN PERFORM pg_sleep(0.3); RETURN COALESCE(NEW, OLD); END $$;
               CREATE TRIGGER "linger" BEFORE {change} ON "{table}"
                 FOR EACH ROW EXECUTE FUNCTION "linger"()"#
        ));
    }
}

/// Takes a user's password away, as if they had only ever come by way of someone else.
fn forget_password(app: &TestApp) {
    app.database.execute(r#"DELETE FROM "account""#);
}

/// The members of an object, in the alphabet's order.
fn members(object: &Value) -> Vec<&str> {
    let mut names: Vec<_> = object.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

/// The shape of ids and session tokens.
fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The one shape of a time that `better-auth/client` reads aright: UTC, with three digits after
/// the second.
fn is_time(value: &Value) -> bool {
    let digit = |byte: u8| if byte.is_ascii_digit() { '0' } else { char::from(byte) };
    let shape: String = value.as_str().unwrap().bytes().map(digit).collect();
    shape == "0000-00-00T00:00:00.000Z"
}
