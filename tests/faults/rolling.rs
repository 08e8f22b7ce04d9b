//! Two servers behind a balancer that goes by `/health/ready` are replaced in turns under load, by
//! SIGTERM: no request is lost, by clients that heed `Connection: close`.
//!
//! It fails with `OWNLY_SHUTDOWN_GRACE=0`, and where answers of a server that is about to stop do
//! not ask for the connection to be closed.

use std::{
    sync::{
        Arc, RwLock,
        atomic::{AtomicUsize, Ordering},
    },
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
    wire::{Request, once},
};

#[rstest]
fn servers_are_replaced_and_no_request_is_lost(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    if !on.is_wanted() {
        return;
    }
    let _turn = beside_others();
    let (place, database) = (Place::new(), TestDatabase::new(on));
    let grace = [("OWNLY_SHUTDOWN_GRACE", "3")];
    let start = || serve(&place, database.url(), &[&SHARED, &grace]);
    let mut servers = [start(), start()];
    // Those that the balancer takes to be ready.
    let ready =
        Arc::new(RwLock::new(servers.each_ref().map(|server| server.address.clone()).to_vec()));
    let (next, choice) = (AtomicUsize::new(0), Arc::clone(&ready));
    let load = Load::balanced(plan(long_or(200, 40)), move || {
        let ready = choice.read().unwrap();
        ready[next.fetch_add(1, Ordering::Relaxed) % ready.len()].clone()
    });
    for round in 0..long_or(50, 2) {
        let stopped = &mut servers[round % 2];
        thread::sleep(Duration::from_millis(300));
        let told = Instant::now();
        stopped.signal("TERM");
        while once(&stopped.address, &Request::get("/health/ready", &[])).unwrap().status != 503 {
            thread::sleep(Duration::from_millis(20));
        }
        // Not all at once, as behind a balancer that asks now and then.
        thread::sleep(Duration::from_millis(500));
        ready.write().unwrap().retain(|address| *address != stopped.address);
        assert_eq!(stopped.ended().code(), Some(0));
        assert!(told.elapsed() < Duration::from_secs(20), "{:?}", told.elapsed());
        *stopped = start();
        ready.write().unwrap().push(stopped.address.clone());
    }
    let (outcomes, acknowledged) = load.end();
    println!("{outcomes}");
    outcomes.expect_only(&[200, 201]);
    expect_all(&servers[0].address, &acknowledged);
}
