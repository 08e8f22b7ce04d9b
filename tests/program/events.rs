//! What happens to users' access, as the log tells of it.

use std::{collections::BTreeSet, thread::sleep, time::Duration};

use serde_json::{Value, json};

use crate::program::Place;

const PASSWORD: &str = "correct horse battery";

/// The lines of a log that are events, once there are so many.
fn events(place: &Place, count: usize) -> Vec<Value> {
    for _ in 0..200 {
        let log = place.read("log");
        let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let events: Vec<_> = lines.filter(|line| line.get("event").is_some()).collect();
        if events.len() >= count {
            return events;
        }
        sleep(Duration::from_millis(50));
    }
    panic!("fewer than {count} events in {}", place.read("log"));
}

#[test]
fn what_happens_to_a_users_access_is_in_the_log() {
    let place = Place::new();
    let server = place.serve_aloud(&[("OWNLY_HASH_COST", "cheap"), ("OWNLY_LOG", "json")]);
    let newcomer = json!({ "name": "Ada", "email": "ada@example.com", "password": PASSWORD });
    let (status, told) = server.post("/sign-up/email", newcomer, &[]);
    assert_eq!(status, 200, "{told}");
    let user = told["user"]["id"].clone();
    let session = format!("Bearer {}", told["token"].as_str().unwrap());
    let signed_in = [("authorization", session.as_str())];
    let sign_in = |email: &str, password: &str| {
        server.post("/sign-in/email", json!({ "email": email, "password": password }), &[]).0
    };
    assert_eq!(sign_in("ada@example.com", "not her password"), 401);
    assert_eq!(sign_in("bob@example.com", PASSWORD), 401);
    assert_eq!(sign_in("ada@example.com", PASSWORD), 200);
    assert_eq!(sign_in("ada@example.com", PASSWORD), 429);
    let wrong = json!({ "currentPassword": "not her password", "newPassword": "battery staple 7" });
    assert_eq!(server.post("/change-password", wrong, &signed_in).0, 400);
    let right = json!({ "currentPassword": PASSWORD, "newPassword": "battery staple 7" });
    assert_eq!(server.post("/change-password", right, &signed_in).0, 200);
    assert_eq!(server.get("/api/tasks", &[("authorization", "Bearer a.b.c")]).0, 401);
    assert_eq!(server.post("/revoke-other-sessions", json!({}), &signed_in).0, 200);
    assert_eq!(server.post("/sign-out", json!({}), &signed_in).0, 200);

    let expected = [
        ("sign_up", None, true),
        ("sign_in_failed", Some("wrong_password"), true),
        ("sign_in_failed", Some("unknown_address"), false),
        ("sign_in", None, true),
        ("limit_hit", Some("/sign-in/email"), false),
        ("password_check_failed", None, true),
        ("password_changed", None, true),
        ("token_refused", Some("not_base64url"), false),
        ("other_sessions_revoked", None, true),
        ("sign_out", None, true),
    ];
    let told = events(&place, expected.len());
    let told: Vec<_> = told.iter().filter(|line| line["event"] != "key_made").collect();
    for (line, (event, reason, knows_user)) in told.iter().zip(expected) {
        assert_eq!(line["event"], event, "{line}");
        assert_eq!(line.get("reason").and_then(Value::as_str), reason, "{line}");
        assert_eq!(line.get("user"), knows_user.then_some(&user), "{line}");
        assert_eq!((&line["client"], &line["level"]), (&json!("127.0.0.1"), &json!("info")));
        let id = line["id"].as_str().unwrap();
        let log = place.read("log");
        assert!(log.lines().filter(|line| line.contains(id)).count() >= 2, "{id} in {log}");
    }
    assert_eq!(told.len(), expected.len());
    let log = place.read("log");
    for private in [PASSWORD, "battery staple 7", "example.com", &session[7..]] {
        assert!(!log.contains(private), "{private} in {log}");
    }
}

#[test]
fn every_event_is_in_the_manual_and_no_other() {
    let root = env!("CARGO_MANIFEST_DIR");
    let read = |path: &str| std::fs::read_to_string(format!("{root}/{path}")).unwrap();
    let source = read("crates/accounts/src/event.rs");
    let (_, names) = source.split_once("fn name(").unwrap();
    let names = names.split("fn reason(").next().unwrap();
    let names = names.lines().filter_map(|line| line.split("=> \"").nth(1)?.strip_suffix("\","));
    let mut told: BTreeSet<_> = names.map(str::to_owned).collect();
    for path in ["crates/accounts/src/service/key_making.rs", "src/http/refused_tokens.rs"] {
        let source = read(path);
        let named = source.split("event = \"").skip(1);
        told.extend(named.map(|rest| rest.split('"').next().unwrap().to_owned()));
    }
    assert!(told.len() >= 20, "{told:?}");

    let manual = read("docs/operations.md");
    let (_, table) = manual.split_once("| `event` |").unwrap();
    let rows = table.split("\n\n").next().unwrap().lines();
    let listed = rows.filter_map(|row| row.strip_prefix("| `")?.split('`').next());
    assert_eq!(listed.map(str::to_owned).collect::<BTreeSet<_>>(), told);
}
