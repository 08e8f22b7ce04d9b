//! Mail on one's own machine, and what of it must not be in the log.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::program::{Place, Serving};

const PASSWORD: &str = "correct horse battery";
const NEW: &str = "brand new horse battery";

fn post(server: &Serving, path: &str, body: Value) -> Value {
    let answer = ureq::post(server.url(&format!("/api/auth{path}")))
        .header("content-type", "application/json")
        .send(body.to_string().as_bytes());
    let text = answer.unwrap().body_mut().read_to_string().unwrap();
    serde_json::from_str(&text).unwrap()
}

/// What stands after `before` on the first line of `out` that has it, once it does.
fn printed(place: &Place, before: &str) -> String {
    let patience = Instant::now() + Duration::from_secs(20);
    loop {
        let out = place.read("out");
        let found = out.split_once(before).and_then(|(_, rest)| rest.split_once('\n'));
        if let Some((line, _)) = found {
            return line.to_owned();
        }
        assert!(Instant::now() < patience, "no {before} in {out}");
    }
}

#[test]
fn mail_is_printed_and_its_links_are_in_no_log() {
    let place = Place::new();
    let server = place.serve_aloud(&[("RUST_LOG", "trace"), ("OWNLY_HASH_COST", "cheap")]);
    let newcomer = json!({ "name": "Ada", "email": "ada@example.com", "password": PASSWORD });
    let session = post(&server, "/sign-up/email", newcomer)["token"].as_str().unwrap().to_owned();
    let body = json!({ "email": "ada@example.com", "redirectTo": "/reset" });
    post(&server, "/request-password-reset", body.clone());
    let reset = printed(&place, "/api/auth/reset-password/");
    let token = reset.split('?').next().unwrap();
    assert!(
        place.read("out").contains("--- mail to ada@example.com\nSubject: Reset your password\n")
    );
    let agent: ureq::Agent = ureq::Agent::config_builder().max_redirects(0).build().into();
    let link = server.url(&format!("/api/auth/reset-password/{reset}"));
    assert_eq!(agent.get(link).call().unwrap().status(), 302);
    let changed = json!({ "newPassword": NEW, "token": token });
    assert_eq!(post(&server, "/reset-password", changed), json!({ "status": true }));
    post(&server, "/send-verification-email", body);
    let verify = printed(&place, "/api/auth/verify-email?token=");
    let link = server.url(&format!("/api/auth/verify-email?token={verify}"));
    assert_eq!(agent.get(link).call().unwrap().status(), 302);

    let log = place.read("log");
    assert!(log.contains("/api/auth/reset-password/…") && log.contains("mail sent"), "{log}");
    let verify = verify.split('&').next().unwrap();
    for secret in [token, verify, &session, PASSWORD, NEW, "ada@example.com"] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

/// Nothing listens where it is to be sent.
#[test]
fn mail_that_cannot_be_sent_is_told_without_its_secrets() {
    let place = Place::new();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("smtp://me:hunter2@{closed}");
    let variables =
        [("RUST_LOG", "trace"), ("OWNLY_HASH_COST", "cheap"), ("OWNLY_MAIL", url.as_str())];
    let server = place.serve_aloud(&variables);
    let newcomer = json!({ "name": "Ada", "email": "ada@example.com", "password": PASSWORD });
    post(&server, "/sign-up/email", newcomer);
    let answer = post(&server, "/request-password-reset", json!({ "email": "ada@example.com" }));
    assert_eq!(answer["status"], true);
    let patience = Instant::now() + Duration::from_secs(20);
    while !place.read("log").contains("mail not sent") {
        assert!(Instant::now() < patience, "{}", place.read("log"));
    }
    let log = place.read("log");
    assert!(log.contains("the server cannot be reached: connection refused"), "{log}");
    for secret in ["hunter2", "ada@example.com", "callbackURL"] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
}
