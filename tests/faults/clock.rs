//! The clock steps by two hours, back and forth: tokens are judged by what it shows, and all that
//! waits, waits as long as ever.
//!
//! It fails where a difference of two times is taken for positive, and where a wait is measured by
//! the clock that steps: a sign-in would be refused for two hours, a body be given up at once.

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use ownly::App;
use rstest::rstest;
use serde_json::json;
use testing::{Backend, TestDatabase};

use crate::{
    beside_others,
    in_process::InProcess,
    load::{Load, Plan},
    site::{ACCOUNTS, PASSWORD, sign_up, status, token_for},
    wire::{Request, once},
};

fn spawn(on: Backend, limit: &str) -> Option<(InProcess, TestDatabase)> {
    if !on.is_wanted() {
        return None;
    }
    let database = TestDatabase::new(on);
    let settings = [("DATABASE_URL", database.url()), ("OWNLY_RATE_LIMIT", limit)];
    Some((InProcess::run(App::new(), &[&ACCOUNTS, &settings]), database))
}

#[rstest]
fn tokens_are_judged_by_the_wall_clock_at_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let _turn = beside_others();
    let Some((server, _database)) = spawn(on, "off") else { return };
    let cookie = sign_up(&server.address, "ada");
    let token = token_for(&server.address, &cookie);
    let mut current = token.clone();
    for hours in [2, -2, 0, 2, 0, -2] {
        server.turn(TimeDelta::hours(hours));
        // Neither one that is over nor one that is yet to come.
        let expected = if hours == 0 { 200 } else { 401 };
        assert_eq!(status(&server.address, "/api/me", &token), expected, "{hours}");
        if hours != 0 {
            assert_eq!(status(&server.address, "/api/me", &current), 401, "{hours}");
        }
        // The session goes on, and gets one that is good now.
        current = token_for(&server.address, &cookie);
        assert_eq!(status(&server.address, "/api/me", &current), 200, "{hours}");
        assert_eq!(status(&server.address, "/api/tasks", &current), 200, "{hours}");
    }
}

#[rstest]
fn a_limit_shuts_nobody_out_for_longer_than_its_window(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("memory", "database")] limit: &str,
) {
    let _turn = beside_others();
    let Some((server, _database)) = spawn(on, limit) else { return };
    let sign_in = || {
        let body = json!({ "email": "nobody@example.com", "password": PASSWORD });
        once(&server.address, &Request::post("/api/auth/sign-in/email", &[], &body)).unwrap()
    };
    for hours in [0, 2, -2, 0] {
        server.turn(TimeDelta::hours(hours));
        assert_eq!(sign_in().status, 401, "{hours}");
        let refused = (0..20).map(|_| sign_in()).find(|answer| answer.status == 429).unwrap();
        let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=10).contains(&wait), "{wait}");
    }
}

#[rstest]
fn what_is_under_way_is_not_disturbed(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let _turn = beside_others();
    let Some((server, _database)) = spawn(on, "off") else { return };
    let cookie = sign_up(&server.address, "ada");
    let mut begun = TcpStream::connect(&server.address).unwrap();
    let body = json!({ "email": "ada@example.com", "password": PASSWORD });
    let request = Request::post("/api/auth/sign-in/email", &[], &body);
    let (first, rest) = request.as_bytes().split_at(request.as_bytes().len() - 20);
    begun.write_all(first).unwrap();

    // Steps amid requests: no token is good all the time, and nothing is worse than refused.
    let token = token_for(&server.address, &cookie);
    let load = Load::on(&server.address, Plan { rate: 50, tokens: vec![token], padding: 0 });
    for step in 0..20 {
        server.turn(TimeDelta::hours([2, -2, 0, 0][step % 4]));
        thread::sleep(Duration::from_millis(75));
    }
    server.turn(TimeDelta::zero());
    load.next_good(Instant::now(), Duration::from_secs(5));
    let (outcomes, _) = load.end();
    outcomes.expect_only(&[200, 201, 401]);
    assert!(outcomes.count(201) > 0 && outcomes.count(401) > 0, "{outcomes}");

    begun.write_all(rest).unwrap();
    let mut status = [0; 15];
    begun.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 200 OK");
}
