//! `kill -9` amid writes: what was acknowledged is there, and the next start needs no help.
//!
//! It fails where a commit is acknowledged before it is made: with `synchronous_commit` that does
//! not matter here, but with an answer that is sent before the transaction ends.

use std::{
    thread,
    time::{Duration, Instant},
};

use rstest::rstest;
use testing::{Backend, TestDatabase};

use crate::{
    beside_others,
    load::{Load, expect_all},
    long_or,
    program::Place,
    site::{SHARED, plan, serve},
};

#[rstest]
fn nothing_acknowledged_is_lost(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    if !on.is_wanted() {
        return;
    }
    let _turn = beside_others();
    let (place, database) = (Place::new(), TestDatabase::new(on));
    let mut all = Vec::new();
    let mut slowest = Duration::ZERO;
    for round in 0..long_or(20, 4) {
        let begun = Instant::now();
        let mut server = serve(&place, database.url(), &[&SHARED]);
        slowest = slowest.max(begun.elapsed());
        let load = Load::on(&server.address, plan(long_or(200, 50)));
        let busy = Instant::now();
        while load.acknowledged().len() < 20 {
            assert!(busy.elapsed() < Duration::from_secs(30), "{}", load.so_far());
            thread::sleep(Duration::from_millis(5));
        }
        // Each round at another point of the writes.
        thread::sleep(Duration::from_millis(37 * round));
        server.kill();
        let (outcomes, acknowledged) = load.end();
        assert!(!outcomes.0.iter().any(|outcome| outcome.status() == 404), "{outcomes}");
        all.extend(acknowledged);
    }
    let server = serve(&place, database.url(), &[&SHARED]);
    expect_all(&server.address, &all);
    if on == Backend::Sqlite {
        assert_eq!(database.text("PRAGMA integrity_check"), ["ok"]);
    }
    println!("{} acknowledged, none lost; the slowest start took {slowest:?}", all.len());
    assert!(slowest < Duration::from_secs(10), "{slowest:?}");
}
