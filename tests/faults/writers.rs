//! Many writers on SQLite, which has one at a time: each waits for its turn, and none is told that
//! the database is locked.
//!
//! It fails with a pool of writing connections in the place of the one.

use std::{thread, time::Duration};

use serde_json::json;
use testing::{Backend, TestDatabase};

use crate::{
    alone, long_or,
    outcomes::{Came, Outcome, Outcomes},
    program::Place,
    site::{SHARED, serve, token},
    wire::{Request, Wire},
};

const WRITERS: usize = 32;

#[test]
fn writers_wait_for_each_other_and_fail_in_nothing() {
    let _turn = alone();
    let (place, database) = (Place::new(), TestDatabase::new(Backend::Sqlite));
    let server = serve(&place, database.url(), &[&SHARED]);
    let writes = long_or(200, 20);
    let outcomes = thread::scope(|scope| {
        let write = |user| {
            let bearer = format!("Bearer {}", token(user));
            let task = json!({ "title": "x" });
            let request = Request::post("/api/tasks", &[("Authorization", &bearer)], &task);
            let mut wire = Wire::connect(&server.address).unwrap();
            let mut outcomes = Vec::new();
            for _ in 0..writes {
                let sent = std::time::Instant::now();
                let (answer, kept) = wire.call(&request).unwrap();
                let came = Came::Answer { status: answer.status, retry_after: None };
                outcomes.push(Outcome { sent, took: answer.took, came });
                wire = kept.unwrap();
            }
            outcomes
        };
        let writers: Vec<_> = (0..WRITERS).map(|user| scope.spawn(move || write(user))).collect();
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    });
    let outcomes = Outcomes(outcomes);
    println!("{outcomes}");
    outcomes.expect_only(&[201]);
    assert!(outcomes.p99() < Duration::from_secs(2), "{outcomes}");
    assert!(!place.read("log").contains("locked"), "{}", place.read("log"));
}
