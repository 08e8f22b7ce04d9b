//! `OWNLY_REVOCATION`, from end to end.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use rstest::rstest;
use serde_json::json;
use testing::{Backend, TestDatabase};

use crate::program::{Place, Serving};

const PASSWORD: &str = "correct horse battery";

fn variables(database: &TestDatabase) -> [(&'static str, &str); 5] {
    [
        ("OWNLY_HASH_COST", "cheap"),
        ("DATABASE_URL", database.url()),
        ("OWNLY_JWT_ISSUER", "tests"),
        ("OWNLY_JWT_AUDIENCE", "tests"),
        ("OWNLY_REVOCATION", "on"),
    ]
}

fn token(server: &Serving, path: &str, name: &str) -> String {
    let email = format!("{name}@example.com");
    let body = json!({ "name": name, "email": email, "password": PASSWORD });
    let (status, body) = server.post(path, body, &[]);
    assert_eq!(status, 200, "{body}");
    let bearer = format!("Bearer {}", body["token"].as_str().unwrap());
    let (_, body) = server.get("/api/auth/token", &[("authorization", bearer.as_str())]);
    body["token"].as_str().unwrap().to_owned()
}

fn status(server: &Serving, token: &str) -> u16 {
    let bearer = format!("Bearer {token}");
    server.get("/api/me", &[("authorization", bearer.as_str())]).0
}

#[rstest]
fn a_command_ends_the_tokens_of_a_user_on_a_server_that_runs(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    if !on.is_wanted() {
        return;
    }
    let (place, database) = (Place::new(), TestDatabase::new(on));
    let all = variables(&database);
    let server = place.serve(&all);
    let (ada, eve) =
        (token(&server, "/sign-up/email", "ada"), token(&server, "/sign-up/email", "eve"));
    let explained = |token: &str| place.run_with(&["explain-token"], &all, token);
    explained(&ada).expect(0).says("revocation", "on").says("kept", "its session was not ended");

    place.run(&["user", "revoke-sessions", "ada@example.com"], &all).expect(0);
    let begun = Instant::now();
    while status(&server, &ada) == 200 {
        assert!(begun.elapsed() < Duration::from_secs(60), "it goes on");
        sleep(Duration::from_millis(20));
    }
    assert_eq!((status(&server, &ada), status(&server, &eve)), (401, 200));
    let refused = explained(&ada).expect(1);
    refused.says("BROKEN", "the token was revoked").says("The token is", "refused.");
    explained(&eve).expect(0);
    assert_eq!(status(&server, &token(&server, "/sign-in/email", "ada")), 200);

    // Where it is off nobody looks.
    let off = place.run_with(&["explain-token"], &all[..4], &ada).expect(0);
    off.says("revocation", "off");
    assert!(!off.said().contains("its session was not ended"), "{}", off.said());
}
