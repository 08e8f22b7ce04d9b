//! Two servers on one database whose key is replaced again and again under load: no good token is
//! ever refused, whichever server made it and whichever is shown it.
//!
//! It fails where a server that meets an unknown key does not look for it at once, and where a key
//! that signs no more is forgotten while its tokens last. (That a new key costs one read is tried
//! in `crates/accounts`.)

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use rstest::rstest;
use testing::{Backend, TestDatabase};

use crate::{
    beside_others, long_or,
    program::Place,
    site::{ACCOUNTS, serve, sign_up, status, token_for},
};

#[rstest]
fn no_good_token_is_refused(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    if !on.is_wanted() {
        return;
    }
    let _turn = beside_others();
    let (place, database) = (Place::new(), TestDatabase::new(on));
    let servers = [(); 2].map(|()| serve(&place, database.url(), &[&ACCOUNTS]));
    let cookie = sign_up(&servers[0].address, "ada");
    let (over, tried) = (AtomicBool::new(false), AtomicUsize::new(0));
    let rotations = long_or(120, 5);
    thread::scope(|scope| {
        for (at, made_by) in servers.iter().enumerate() {
            let (servers, cookie, over, tried) = (&servers, &cookie, &over, &tried);
            scope.spawn(move || {
                let mut old = Vec::new();
                while !over.load(Ordering::SeqCst) {
                    let token = token_for(&made_by.address, cookie);
                    let other = &servers[1 - at].address;
                    assert_eq!(status(other, "/api/me", &token), 200);
                    assert_eq!(status(&made_by.address, "/api/me", &token), 200);
                    let number = tried.fetch_add(1, Ordering::SeqCst);
                    if number.is_multiple_of(20) || old.is_empty() {
                        old.push(token);
                    }
                    assert_eq!(status(other, "/api/me", &old[number % old.len()]), 200);
                    thread::sleep(Duration::from_millis(15));
                }
            });
        }
        let variables = [&ACCOUNTS[..], &[("DATABASE_URL", database.url())]].concat();
        for _ in 0..rotations {
            thread::sleep(Duration::from_millis(long_or(5_000, 500)));
            place.run(&["keys", "rotate", "--now"], &variables).expect(0);
        }
        thread::sleep(Duration::from_millis(500));
        over.store(true, Ordering::SeqCst);
    });
    let keys = database.text(r#"SELECT "id" FROM "jwks""#).len();
    println!("{} tokens of {keys} keys, all taken", tried.load(Ordering::SeqCst));
    assert_eq!(keys, rotations + 1);
    assert!(tried.load(Ordering::SeqCst) > 50);
}
