//! The users of the recordings.

use std::{
    collections::BTreeMap,
    sync::{LazyLock, Mutex},
};

use serde_json::json;
use testing::Backend;

use crate::app::TestApp;

/// A user.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    pub id: &'static str,
    pub name: &'static str,
    pub email: &'static str,
    pub verified: bool,
    pub image: Option<&'static str>,
    /// When they signed up; `None` is just now.
    pub since: Option<&'static str>,
    /// When the row changed last, if ever.
    pub changed: Option<&'static str>,
    pub password: &'static str,
    /// The id of the row that the password is in.
    pub account: &'static str,
}

/// Whoever it is: only that they have signed up is of account.
pub const SOMEBODY: Person = Person {
    id: "somebodysomebodysomebodysomebody",
    name: "Test",
    email: "somebody@example.com",
    verified: false,
    image: None,
    since: None,
    changed: None,
    password: "correct horse",
    account: "accountaccountaccountaccountacco",
};

/// Another.
pub const SOMEBODY_ELSE: Person = Person {
    id: "somebodyelsesomebodyelsesomebody",
    email: "somebody-else@example.com",
    account: "accountelseaccountelseaccountels",
    ..SOMEBODY
};

pub const ADA: Person = Person {
    id: "NnGfoxYgv2L637MxOLSAKG3nF5Mx9BP4",
    name: "Ada Lovelace",
    email: "ada@example.com",
    since: Some("2026-11-22T17:57:07.198Z"),
    account: "adaadaadaadaadaadaadaadaadaadaad",
    ..SOMEBODY
};

/// What the test servers store for a password, which costs little to make and to check.
pub fn hash(password: &'static str) -> String {
    static HASHES: LazyLock<Mutex<BTreeMap<&str, String>>> = LazyLock::new(Mutex::default);
    let mut hashes = HASHES.lock().unwrap();
    hashes.entry(password).or_insert_with(|| hashed(password)).clone()
}

fn hashed(password: &str) -> String {
    let app = TestApp::spawn(Backend::Sqlite).unwrap();
    let newcomer = json!({ "name": "Ada", "email": "ada@example.com", "password": password });
    app.post("/api/auth/sign-up/email").json(newcomer).send().expect(200);
    app.database.text(r#"SELECT "password" FROM "account""#).remove(0)
}
