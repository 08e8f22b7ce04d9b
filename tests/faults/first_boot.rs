//! Eight servers start at once on a database with nothing in it: all come up, with one schema and
//! one key.
//!
//! It fails without the lock around the migrations, or around the making of a key.

use std::{collections::BTreeSet, thread};

use rstest::rstest;
use testing::{Backend, TestDatabase};

use crate::{
    beside_others, long_or,
    program::Place,
    site::{ACCOUNTS, serve, sign_up, status, token_for},
    wire::{Request, once},
};

const SERVERS: usize = 8;

#[rstest]
fn all_come_up_with_one_schema_and_one_key(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    if !on.is_wanted() {
        return;
    }
    let _turn = beside_others();
    for _ in 0..long_or(20, 1) {
        let (places, database) = ([(); SERVERS].map(|()| Place::new()), TestDatabase::new(on));
        let small = [("OWNLY_DB_POOL", "4"), ("OWNLY_WORKERS", "1")];
        let servers = thread::scope(|scope| {
            let start = |place| serve(place, database.url(), &[&ACCOUNTS, &small]);
            let starts: Vec<_> =
                places.iter().map(|place| scope.spawn(move || start(place))).collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect::<Vec<_>>()
        });
        let sets: BTreeSet<String> = thread::scope(|scope| {
            let asked = servers.iter().map(|server| {
                scope.spawn(|| {
                    let set = Request::get("/api/auth/jwks", &[]);
                    let set = once(&server.address, &set).unwrap();
                    assert_eq!(set.status, 200, "{set:?}");
                    set.json().to_string()
                })
            });
            let asked: Vec<_> = asked.collect();
            asked.into_iter().map(|asked| asked.join().unwrap()).collect()
        });
        assert_eq!(sets.len(), 1, "{sets:?}");
        assert_eq!(database.text(r#"SELECT "id" FROM "jwks""#).len(), 1);
        let cookie = sign_up(&servers[0].address, "ada");
        for server in &servers {
            let ready = Request::get("/health/ready", &[]);
            assert_eq!(once(&server.address, &ready).unwrap().status, 200);
            let token = token_for(&server.address, &cookie);
            for other in &servers {
                assert_eq!(status(&other.address, "/api/tasks", &token), 200);
            }
        }
    }
}
