//! All connections are held up: whoever gets none in time is told so, however many there are, and
//! what needs no connection goes on.
//!
//! It fails with a pool that waits for 30 s. Where the wait begins only once a thread is free to
//! wait on, the last of them wait for several turns: the long form tells that, and on a machine with
//! nothing else to do so does the short one.

use std::{
    thread,
    time::{Duration, Instant},
};

use rstest::rstest;
use serde_json::json;
use testing::{Backend, TestDatabase};

use crate::{
    alone,
    database_away::in_time,
    outcomes::{Came, Outcome, Outcomes},
    program::Place,
    site::{SHARED, serve, status, token},
    wire::{Request, once},
};

/// More than there are threads to wait on.
const AT_ONCE: usize = 800;

#[rstest]
#[case::sqlite(Backend::Sqlite, "BEGIN IMMEDIATE")]
#[case::postgres(Backend::Postgres, "BEGIN; LOCK TABLE tasks")]
fn whoever_gets_no_connection_is_told_so_in_time(#[case] on: Backend, #[case] hold: &str) {
    if !on.is_wanted() {
        return;
    }
    let _turn = alone();
    let (place, database) = (Place::new(), TestDatabase::new(on));
    let server = serve(&place, database.url(), &[&SHARED, &[("OWNLY_DB_POOL", "2")]]);
    let token = token(0);
    let bearer = format!("Bearer {token}");
    let task = json!({ "title": "x" });
    let write = Request::post("/api/tasks", &[("Authorization", &bearer)], &task);
    let held = database.session(hold);
    let outcomes = thread::scope(|scope| {
        let call = || {
            let sent = Instant::now();
            let came = match once(&server.address, &write) {
                Ok(answer) => Came::Answer {
                    status: answer.status,
                    retry_after: answer.header("retry-after").map(str::to_owned),
                },
                Err(error) => Came::Nothing(error.to_string()),
            };
            Outcome { sent, took: sent.elapsed(), came }
        };
        let small = || thread::Builder::new().stack_size(128 * 1024);
        let calls: Vec<_> =
            (0..AT_ONCE).map(|_| small().spawn_scoped(scope, call).unwrap()).collect();
        thread::sleep(Duration::from_millis(300));
        // What needs none goes on, and on SQLite so do the readers, who wait for no writer.
        for path in ["/health/live", "/api/me"] {
            let asked = Instant::now();
            assert_eq!(status(&server.address, path, &token), 200, "{path}");
            assert!(asked.elapsed() < Duration::from_secs(2), "{path}: {:?}", asked.elapsed());
        }
        // The few that have a connection wait for what is held, and get it.
        thread::sleep(Duration::from_millis(3_200));
        drop(held);
        Outcomes(calls.into_iter().map(|call| call.join().unwrap()).collect())
    });
    println!("{outcomes}");
    outcomes.expect_only(&[201, 503]);
    assert!(outcomes.count(201) <= 2, "{outcomes}");
    let refused = outcomes.of(|outcome| outcome.status() == 503);
    assert!(refused.p99() < in_time(), "{refused}");
    // It was a hold-up and no more.
    assert_eq!(once(&server.address, &write).unwrap().status, 201);
}
