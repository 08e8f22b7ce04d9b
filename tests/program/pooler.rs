//! Behind a pooler that gives each transaction whatever session is free.

use std::thread;

use serde_json::json;
use testing::{Backend, Pooler, TestDatabase};

use crate::program::{Place, Serving};

const USERS: usize = 6;
const TASKS: usize = 12;
/// Fewer than clients, so that each session is everyone's in turns.
const SESSIONS: u8 = 2;
const PASSWORD: &str = "a long enough word";
const ORIGIN: &str = "http://localhost:3000";

fn serve(place: &Place, url: &str) -> Serving {
    place.serve_aloud(&[
        ("DATABASE_URL", url),
        ("BETTER_AUTH_SECRET", "Zk3nS0meR4ndomT3xtTh4tIsLongEn0ugh"),
        ("OWNLY_RATE_LIMIT", "off"),
        ("BETTER_AUTH_URL", ORIGIN),
    ])
}

/// Signs up, adds tasks and lists them, each by a request of its own.
fn live(server: &Serving, user: usize) {
    let body = json!({
        "name": "somebody", "email": format!("user-{user}@example.com"), "password": PASSWORD,
    });
    let origin = ("origin", ORIGIN);
    let (status, answer) = server.post("/sign-up/email", body, &[origin]);
    assert_eq!(status, 200, "{answer}");
    let session = format!("Bearer {}", answer["token"].as_str().unwrap());
    let (status, answer) = server.get("/api/auth/token", &[("authorization", &session)]);
    assert_eq!(status, 200, "{answer}");
    let token = format!("Bearer {}", answer["token"].as_str().unwrap());
    for n in 0..TASKS {
        let title = json!({ "title": format!("{n} of {user}") }).to_string();
        let request = ureq::post(server.url("/api/tasks")).header("authorization", &token);
        let sent = request.header("content-type", "application/json").send(&title);
        assert_eq!(sent.unwrap().status(), 201);
    }
    let (status, answer) = server.get("/api/tasks?limit=100", &[("authorization", &token)]);
    let tasks = answer["items"].as_array().unwrap();
    assert_eq!((status, tasks.len()), (200, TASKS), "{answer}");
    let is_theirs = |title: &str| title.ends_with(&format!(" of {user}"));
    assert!(tasks.iter().all(|task| is_theirs(task["title"].as_str().unwrap())), "{answer}");
}

#[test]
fn two_replicas_serve_many_users_over_two_sessions() {
    if !Backend::Postgres.is_wanted() {
        return;
    }
    let database = TestDatabase::new(Backend::Postgres);
    let pooler = Pooler::before(&database, SESSIONS);
    let url = pooler.url_of(&database);
    let places = [Place::new(), Place::new()];
    // They migrate through it too, both at once.
    let servers: Vec<_> = thread::scope(|threads| {
        let starting: Vec<_> =
            places.iter().map(|place| threads.spawn(|| serve(place, &url))).collect();
        starting.into_iter().map(|server| server.join().unwrap()).collect()
    });
    thread::scope(|threads| {
        for user in 0..USERS {
            let server = &servers[user % servers.len()];
            threads.spawn(move || live(server, user));
        }
    });
    let all = database.text("SELECT CAST(COUNT(*) AS text) FROM tasks");
    assert_eq!(all, [(USERS * TASKS).to_string()]);
    let sessions = "SELECT CAST(COUNT(*) AS text) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()";
    assert_eq!(database.text(sessions), [SESSIONS.to_string()]);
    let ready = servers.iter().map(|server| server.get("/health/ready", &[]).0);
    assert_eq!(ready.collect::<Vec<_>>(), [200, 200]);
}
