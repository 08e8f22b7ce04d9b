//! The disk is full: writes are 503, reads go on, nothing acknowledged is lost, and writes go on
//! as soon as there is room.
//!
//! It fails where the database's words for that are taken for a fault of ours (500), and where a
//! connection on which a commit failed is used on.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

use rstest::rstest;
use testing::{Backend, TestDatabase};

use crate::{
    beside_others,
    database_away::cluster,
    disk::{Mounted, limit_files, serve_limited},
    load::{Load, Plan, expect_all},
    program::Place,
    site::{SHARED, plan, serve},
};

/// Fills two megabytes within seconds.
fn filling() -> Plan {
    Plan { padding: 9_000, ..plan(60) }
}

/// Waits until writes are refused, and checks that this is all there is to it.
fn expect_full(load: &Load) {
    let begun = Instant::now();
    while load.so_far().count(503) == 0 {
        assert!(begun.elapsed() < Duration::from_secs(30), "{}", load.so_far());
        thread::sleep(Duration::from_millis(20));
    }
    let full = Instant::now();
    loop {
        let since = load.so_far().of(|outcome| outcome.sent > full);
        since.expect_only(&[200, 201, 503]);
        if since.count(200) > 10 && since.count(503) > 10 {
            return;
        }
        assert!(full.elapsed() < Duration::from_secs(30), "{since}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn expect_written(load: &Load, since: Instant) {
    while load.so_far().of(|it| it.sent > since && it.status() == 201).0.is_empty() {
        assert!(since.elapsed() < Duration::from_secs(5), "{}", load.so_far());
        thread::sleep(Duration::from_millis(20));
    }
}

/// A disk that is soon full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Disk {
    /// A file system of two megabytes, in a mount namespace that ends with those in it. Where
    /// that is not permitted, the other stands for it.
    Small,
    /// The system's limit on the size of files, which anyone can set.
    Limited,
}

#[rstest]
fn sqlite_goes_on_once_there_is_room(#[values(Disk::Small, Disk::Limited)] disk: Disk) {
    let _turn = beside_others();
    let place = Place::new();
    let mounted = (disk == Disk::Small).then(|| Mounted::new(&place)).flatten();
    if disk == Disk::Small && mounted.is_none() {
        println!("no file system may be mounted here: the limit on files stands for a full disk");
        return;
    }
    let plain = TestDatabase::new(Backend::Sqlite);
    let start = || match &mounted {
        Some(mounted) => mounted.serve(&place),
        None => serve_limited(&place, &plain),
    };
    let mut server = start();
    if mounted.is_none() {
        limit_files(server.process(), "700000:");
    }
    let load = Load::on(&server.address, filling());
    expect_full(&load);
    let freed = Instant::now();
    match &mounted {
        Some(mounted) => fs::remove_file(mounted.file("ballast")).unwrap(),
        None => limit_files(server.process(), "unlimited:"),
    }
    expect_written(&load, freed);
    server.kill();
    let (outcomes, acknowledged) = load.end();
    println!("{outcomes}");
    let server = start();
    expect_all(&server.address, &acknowledged);
    let database = mounted.as_ref().map(|it| TestDatabase::of_file(&it.file("ownly.db")));
    let database = database.as_ref().unwrap_or(&plain);
    assert_eq!(database.text("PRAGMA integrity_check"), ["ok"]);
}

#[test]
fn postgresql_goes_on_once_there_is_room() {
    if !Backend::Postgres.is_wanted() {
        return;
    }
    let _turn = beside_others();
    let (place, cluster) = (Place::new(), cluster());
    let url = cluster.database("full");
    let server = serve(&place, &url, &[&SHARED]);
    // More than a segment of the log, which is no shorter where it is limited.
    cluster.execute(
        "full",
        "INSERT INTO tasks SELECT gen_random_uuid(), 'nobody', 'x', repeat('x', 1800), false,
                                  NULL, now(), now() FROM generate_series(1, 9000)",
    );
    let long = cluster.text("full", "SELECT pg_relation_size('tasks')::text").remove(0);
    assert!(long.parse::<u64>().unwrap() > 17_000_000, "{long}");
    let processes = || {
        let sessions = "SELECT pid::text FROM pg_stat_activity WHERE datname = 'full'
                        AND pid <> pg_backend_pid()";
        let sessions = cluster.text("full", sessions);
        let sessions = sessions.into_iter().map(|process| process.parse().unwrap());
        sessions.chain([cluster.process()]).collect::<Vec<u32>>()
    };
    // What is longer is packed, and takes hardly any room.
    let load = Load::on(&server.address, Plan { padding: 1_800, ..filling() });
    load.next_good(Instant::now(), Duration::from_secs(10));
    let long = cluster.text("full", "SELECT pg_relation_size('tasks')::text").remove(0);
    processes().iter().for_each(|process| limit_files(*process, &format!("{long}:")));
    expect_full(&load);
    let freed = Instant::now();
    processes().iter().for_each(|process| limit_files(*process, "unlimited:"));
    expect_written(&load, freed);
    let (outcomes, acknowledged) = load.end();
    println!("{outcomes}");
    outcomes.expect_only(&[200, 201, 503]);
    expect_all(&server.address, &acknowledged);
}
