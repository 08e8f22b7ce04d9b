//! Servers to break.

use std::{
    fs::File,
    process::{Command, Stdio},
};

use serde_json::json;
use token::SigningKey;

use crate::{
    load::Plan,
    program::{Place, Serving},
    wire::{Request, once},
};

const SECRET: &str = "a secret that another issuer shares with us";
pub const ACCOUNTS_SECRET: &str = "a secret that is for tests alone, and long enough";
pub const PASSWORD: &str = "correct horse battery";

/// A server that takes the tokens of an issuer who shares its secret: nobody signs in.
pub const SHARED: [(&str, &str); 5] = [
    ("OWNLY_ACCOUNTS", "off"),
    ("OWNLY_JWT_SECRET", SECRET),
    ("OWNLY_JWT_ISSUER", "tests"),
    ("OWNLY_JWT_AUDIENCE", "tests"),
    ("RUST_LOG", "warn"),
];

/// A server with accounts of its own, whatever port it is on.
pub const ACCOUNTS: [(&str, &str); 5] = [
    ("BETTER_AUTH_SECRET", ACCOUNTS_SECRET),
    ("BETTER_AUTH_URL", "http://localhost:3000"),
    ("OWNLY_RATE_LIMIT", "off"),
    ("OWNLY_HASH_COST", "cheap"),
    ("RUST_LOG", "warn"),
];

/// A token of the issuer whose secret is shared.
pub fn token(user: usize) -> String {
    let now = chrono::Utc::now().timestamp();
    let claims =
        json!({ "iss": "tests", "aud": "tests", "sub": format!("user-{user}"), "exp": now + 3600 });
    SigningKey::shared_secret(SECRET.as_bytes()).unwrap().sign(&claims).unwrap()
}

/// So many requests a second of eight users.
pub fn plan(rate: u32) -> Plan {
    Plan { rate, tokens: (0..8).map(token).collect(), padding: 0 }
}

/// The command that serves on a free port, with its log in the file `log`.
pub fn command(place: &Place, url: &str, settings: &[&[(&str, &str)]]) -> Command {
    let settings = [settings.concat(), vec![("DATABASE_URL", url)]].concat();
    let mut command = place.command(&["--listen", "127.0.0.1:0"], &settings);
    command.stderr(log(place));
    command
}

/// The file `log`, to be written on.
pub fn log(place: &Place) -> Stdio {
    File::options().create(true).append(true).open(place.path().join("log")).unwrap().into()
}

/// Serves on a free port.
pub fn serve(place: &Place, url: &str, settings: &[&[(&str, &str)]]) -> Serving {
    Place::serve_by(&mut command(place, url, settings))
}

/// Somebody new: the cookie.
pub fn sign_up(address: &str, name: &str) -> String {
    let email = format!("{name}@example.com");
    let body = json!({ "name": name, "email": email, "password": PASSWORD });
    let answer = once(address, &Request::post("/api/auth/sign-up/email", &[], &body)).unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

/// The token that a session gets.
pub fn token_for(address: &str, cookie: &str) -> String {
    let asked = Request::get("/api/auth/token", &[("Cookie", cookie)]);
    let answer = once(address, &asked).unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["token"].as_str().unwrap().to_owned()
}

/// A GET with a bearer token: its status.
pub fn status(address: &str, path: &str, token: &str) -> u16 {
    let bearer = format!("Bearer {token}");
    once(address, &Request::get(path, &[("Authorization", &bearer)])).unwrap().status
}
