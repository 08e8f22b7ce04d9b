//! What was acknowledged is there after `kill -9`.

use std::{
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use testing::{Backend, TestDatabase};
use token::SigningKey;

use crate::program::{Place, Serving};

const SECRET: &str = "a secret that another issuer shares with us";
const ROUNDS: usize = 10;
const WRITERS: usize = 4;

pub fn token(user: usize) -> String {
    let now = chrono::Utc::now().timestamp();
    let claims =
        json!({ "iss": "tests", "aud": "tests", "sub": format!("user-{user}"), "exp": now + 600 });
    SigningKey::shared_secret(SECRET.as_bytes()).unwrap().sign(&claims).unwrap()
}

pub fn serve(place: &Place, url: &str) -> Serving {
    place.serve(&[
        ("DATABASE_URL", url),
        ("OWNLY_ACCOUNTS", "off"),
        ("OWNLY_JWT_SECRET", SECRET),
        ("OWNLY_JWT_ISSUER", "tests"),
        ("OWNLY_JWT_AUDIENCE", "tests"),
    ])
}

/// Writes until the server is gone, and notes each task whose 201 arrived whole.
pub fn write_on(url: &str, user: usize, acknowledged: &Mutex<Vec<(usize, String)>>) {
    let token = token(user);
    for n in 0.. {
        let body = json!({ "title": format!("task {n} of {user}") }).to_string();
        let sent = ureq::post(url)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .send(&body);
        let Ok(mut answer) = sent else { return };
        let Ok(text) = answer.body_mut().read_to_string() else { return };
        let task: Value = serde_json::from_str(&text).unwrap();
        acknowledged.lock().unwrap().push((user, task["id"].as_str().unwrap().to_owned()));
    }
}

fn nothing_acknowledged_is_lost(on: Backend) {
    if !on.is_wanted() {
        return;
    }
    let (place, database) = (Place::new(), TestDatabase::new(on));
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    for round in 0..ROUNDS {
        let mut server = serve(&place, database.url());
        let before = acknowledged.lock().unwrap().len();
        let writers: Vec<_> = (0..WRITERS)
            .map(|user| {
                let (url, acknowledged) = (server.url("/api/tasks"), Arc::clone(&acknowledged));
                thread::spawn(move || write_on(&url, user, &acknowledged))
            })
            .collect();
        // Killed amid writes, each round at another point of them.
        while acknowledged.lock().unwrap().len() < before + 20 + 3 * round {
            thread::sleep(Duration::from_millis(1));
        }
        server.kill();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
    }

    let server = serve(&place, database.url());
    let acknowledged = acknowledged.lock().unwrap();
    assert!(acknowledged.len() >= 20 * ROUNDS);
    for (user, id) in acknowledged.iter() {
        let found = ureq::get(server.url(&format!("/api/tasks/{id}")))
            .header("authorization", format!("Bearer {}", token(*user)))
            .call();
        assert!(found.is_ok(), "the task {id} was acknowledged and is lost: {found:?}");
    }
}

#[test]
fn nothing_acknowledged_is_lost_on_sqlite() {
    nothing_acknowledged_is_lost(Backend::Sqlite);
}

#[test]
fn nothing_acknowledged_is_lost_on_postgres() {
    nothing_acknowledged_is_lost(Backend::Postgres);
}
