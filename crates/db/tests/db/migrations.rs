//! The schema is brought up to date once, however many servers start.

use std::{
    thread,
    time::{Duration, Instant},
};

use diesel_migrations::embed_migrations;
use ownly_db::{DatabaseUrl, Error, Migrations, migrate};
use rstest::rstest;
use testing::{Backend, TestDatabase};

const MIGRATIONS: Migrations = Migrations {
    sqlite: embed_migrations!("../../migrations/sqlite"),
    postgres: embed_migrations!("../../migrations/postgres"),
    adoption: None,
};

const SERVERS: usize = 8;

#[rstest]
fn of_servers_that_start_together_one_migrates_and_all_go_on(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    if !on.is_wanted() {
        return;
    }
    let database = TestDatabase::new(on);
    let url: DatabaseUrl = database.url().parse().unwrap();
    let ran: Vec<Vec<String>> = thread::scope(|threads| {
        let servers: Vec<_> = (0..SERVERS)
            .map(|_| threads.spawn(|| MIGRATIONS.run(&url, Duration::from_secs(10)).unwrap()))
            .collect();
        servers.into_iter().map(|server| server.join().unwrap()).collect()
    });
    let (did, waited): (Vec<_>, Vec<_>) = ran.into_iter().partition(|names| !names.is_empty());
    assert_eq!((did.len(), waited.len()), (1, SERVERS - 1));
    assert!(did[0].is_sorted() && did[0].iter().any(|name| name.contains("tasks")), "{did:?}");
    assert_eq!(database.text("SELECT title FROM tasks"), [""; 0]);
    assert_eq!(MIGRATIONS.run(&url, Duration::ZERO).unwrap(), [""; 0]);
}

const BROKEN: Migrations = Migrations {
    sqlite: embed_migrations!("tests/broken"),
    postgres: embed_migrations!("tests/broken"),
    adoption: None,
};

#[rstest]
fn a_migration_that_fails_leaves_nothing_of_itself(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    if !on.is_wanted() {
        return;
    }
    let database = TestDatabase::new(on);
    let ran = BROKEN.run(&database.url().parse().unwrap(), Duration::from_secs(10));
    assert!(matches!(ran, Err(Error::Internal(_))), "{ran:?}");
    database.try_execute("SELECT * FROM half").unwrap_err();
}

#[test]
fn two_migrations_with_one_stamp_are_refused_by_name() {
    let url = TestDatabase::new(Backend::Sqlite).url().parse().unwrap();
    let ran = migrate([BROKEN, BROKEN], &url, Duration::ZERO, |_| Ok(()));
    let Err(Error::Internal(fault)) = ran else { panic!("{ran:?}") };
    assert!(fault.to_string().contains("have the same stamp"), "{fault}");
    assert!(fault.to_string().contains("_half"), "{fault}");
}

#[test]
fn a_server_that_stays_away_is_given_up_and_its_password_unsaid() {
    let url: DatabaseUrl = "postgres://me:s3cret@127.0.0.1:1/ownly".parse().unwrap();
    let start = Instant::now();
    let ran = MIGRATIONS.run(&url, Duration::from_millis(400));
    let Err(error @ Error::Unavailable(_)) = ran else { panic!("{ran:?}") };
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    assert!(start.elapsed() < Duration::from_secs(5));
}
