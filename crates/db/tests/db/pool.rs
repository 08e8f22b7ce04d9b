//! Connections: too few, dead, or not to be had.

use std::{
    sync::{Arc, Barrier, mpsc},
    thread,
    time::{Duration, Instant},
};

use diesel::{QueryResult, RunQueryDsl, connection::SimpleConnection, dsl::sql, sql_types::Text};
use ownly_db::{
    AnyConnection, Begin, Database, DatabaseUrl, Error, Mode, PoolSizes, RawAccess, ScopeUser,
};
use rstest::rstest;
use testing::Backend;

use crate::opened::{Opened, PATIENCE, block_on};

/// Does `meanwhile` during a transaction that another thread has begun.
fn during_a_transaction(opened: &Opened, mode: Mode, meanwhile: impl FnOnce()) {
    during_a_transaction_of(opened, mode, "SELECT 1", meanwhile);
}

fn during_a_transaction_of(
    opened: &Opened,
    mode: Mode,
    sql: &'static str,
    meanwhile: impl FnOnce(),
) {
    let (begun, has_begun) = mpsc::channel();
    let (end, ended) = mpsc::channel::<()>();
    thread::scope(|threads| {
        let other = threads.spawn(move || {
            opened.transaction(mode, move |connection| {
                connection.batch_execute(sql)?;
                begun.send(()).unwrap();
                ended.recv().unwrap();
                Ok(())
            })
        });
        has_begun.recv().unwrap();
        meanwhile();
        end.send(()).unwrap();
        other.join().unwrap().unwrap();
    });
}

#[rstest]
fn a_request_that_gets_no_connection_in_time_is_told_so(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(Mode::Read, Mode::Write)] mode: Mode,
) {
    let Some(opened) = Opened::on(on, 1) else { return };
    during_a_transaction(&opened, mode, || {
        let start = Instant::now();
        let answer = opened.run(mode, "SELECT 1");
        assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
        assert!((PATIENCE..4 * PATIENCE).contains(&start.elapsed()), "{:?}", start.elapsed());
    });
    opened.run(mode, "SELECT 1").unwrap();
}

#[rstest]
fn the_wait_for_a_connection_is_no_longer_where_there_are_few_threads_to_wait_on(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(opened) = Opened::on(on, 1) else { return };
    during_a_transaction(&opened, Mode::Write, || {
        let builder = &mut tokio::runtime::Builder::new_current_thread();
        let runtime = builder.max_blocking_threads(2).enable_time().build();
        let (runtime, start) = (runtime.unwrap(), Instant::now());
        let ask = || {
            let (pool, begin) = (opened.pool.clone(), Begin { mode: Mode::Write, user: None });
            async move { pool.transaction::<_, Error>(begin, |_| Ok(())).await }
        };
        runtime.block_on(async {
            let asked: Vec<_> = (0..10).map(|_| tokio::task::spawn(ask())).collect();
            for asked in asked {
                let answer = asked.await.unwrap();
                assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
            }
        });
        assert!(start.elapsed() < 3 * PATIENCE, "{:?}", start.elapsed());
    });
}

#[test]
fn readers_of_sqlite_and_its_writer_do_not_wait_for_each_other() {
    let Some(opened) = Opened::on(Backend::Sqlite, 1) else { return };
    opened.run(Mode::Write, "CREATE TABLE t (x)").unwrap();
    during_a_transaction(&opened, Mode::Write, || {
        opened.run(Mode::Read, "SELECT x FROM t").unwrap();
    });
    during_a_transaction(&opened, Mode::Read, || {
        opened.run(Mode::Write, "INSERT INTO t VALUES (1)").unwrap();
    });
}

/// Ends every connection of the pool from outside, as a restart of the server does.
fn kill_all(opened: &Opened) -> usize {
    let killed = opened.sql.text(
        "SELECT pg_terminate_backend(pid, 5000)::text FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    killed.len()
}

/// Has as many connections made as the pool may have.
fn fill(opened: &Opened, connections: usize) {
    let all_in = Arc::new(Barrier::new(connections));
    thread::scope(|threads| {
        for _ in 0..connections {
            let all_in = Arc::clone(&all_in);
            threads.spawn(move || {
                let wait = move |_: &mut _| {
                    all_in.wait();
                    Ok(())
                };
                opened.transaction(Mode::Write, wait).unwrap();
            });
        }
    });
}

#[test]
fn connections_that_died_unnoticed_fail_no_request() {
    let Some(opened) = Opened::on(Backend::Postgres, 3) else { return };
    fill(&opened, 3);
    assert_eq!(kill_all(&opened), 3);
    opened.look().unwrap();
    fill(&opened, 3);
    assert_eq!(kill_all(&opened), 3);
    opened.run(Mode::Write, "CREATE TABLE t (x int)").unwrap();
    fill(&opened, 3);
    assert_eq!(kill_all(&opened), 3);
    let wall = include_str!("../../../../migrations/postgres/2026-11-22-200100_wall/up.sql");
    opened.sql.execute(wall);
    let begin = Begin { mode: Mode::Read, user: Some(ScopeUser::new("ann")) };
    block_on(async { opened.pool.transaction(begin, |_| Ok::<_, Error>(())).await }).unwrap();
}

#[test]
fn a_connection_that_dies_in_a_transaction_is_not_used_again() {
    let Some(opened) = Opened::on(Backend::Postgres, 1) else { return };
    let suicide = "SELECT pg_terminate_backend(pg_backend_pid())";
    let answer = opened.run(Mode::Write, suicide);
    assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
    opened.run(Mode::Write, "SELECT 1").unwrap();
}

#[test]
fn an_error_leaves_no_transaction_behind() {
    for on in [Backend::Sqlite, Backend::Postgres] {
        let Some(opened) = Opened::on(on, 1) else { continue };
        opened.run(Mode::Write, "CREATE TABLE t (x int UNIQUE)").unwrap();
        let twice = "INSERT INTO t VALUES (1); INSERT INTO t VALUES (1)";
        let answer = opened.run(Mode::Write, twice);
        assert!(matches!(answer, Err(Error::Unique(_))), "{answer:?}");
        opened.run(Mode::Write, "INSERT INTO t VALUES (2)").unwrap();
        assert_eq!(opened.sql.text("SELECT CAST(x AS TEXT) FROM t"), ["2"]);
    }
}

fn timeouts(connection: &mut AnyConnection) -> QueryResult<String> {
    let timeouts = "current_setting('statement_timeout') || ' ' || current_setting('lock_timeout')";
    diesel::select(sql::<Text>(timeouts)).get_result(connection)
}

#[test]
fn a_statement_of_postgresql_is_given_an_end() {
    let Some(opened) = Opened::on(Backend::Postgres, 1) else { return };
    for mode in [Mode::Read, Mode::Write] {
        let ends = opened.transaction(mode, |connection| Ok(timeouts(connection)?));
        assert_eq!(ends.unwrap(), "30s 10s");
        let after = block_on(async { opened.pool.look(timeouts).await });
        assert_eq!(after.unwrap(), "30s 10s");
    }
}

#[test]
fn a_statement_that_takes_too_long_is_an_outage_and_no_fault() {
    let Some(opened) = Opened::on(Backend::Postgres, 2) else { return };
    let answer = opened.run(Mode::Write, "SET LOCAL statement_timeout = 50; SELECT pg_sleep(5)");
    assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
    opened.run(Mode::Write, "CREATE TABLE t (x int)").unwrap();
    during_a_transaction_of(&opened, Mode::Write, "LOCK TABLE t", || {
        let waits = "SET LOCAL lock_timeout = 50; LOCK TABLE t";
        let answer = opened.run(Mode::Write, waits);
        assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
    });
}

#[rstest]
fn a_reading_transaction_cannot_write(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(opened) = Opened::on(on, 1) else { return };
    opened.run(Mode::Write, "CREATE TABLE t (x int)").unwrap();
    opened.run(Mode::Read, "INSERT INTO t VALUES (1)").unwrap_err();
    opened.run(Mode::Read, "DROP TABLE t").unwrap_err();
    assert_eq!(opened.sql.text("SELECT CAST(count(*) AS TEXT) FROM t"), ["0"]);
}

#[test]
fn a_server_that_cannot_be_reached_is_unavailable_and_its_password_unsaid() {
    let url: DatabaseUrl =
        "postgres://me:s3cret@127.0.0.1:1/ownly?password=s3cret".parse().unwrap();
    let sizes = PoolSizes { connections: 1, patience: Duration::from_millis(200) };
    let pool = Database::new(&url, sizes);
    let answer = block_on(async { pool.look(|_| Ok(())).await });
    let Err(error @ Error::Unavailable(_)) = answer else { panic!("{answer:?}") };
    for said in [error.to_string(), format!("{error:?}"), format!("{pool:?}"), url.to_string()] {
        assert!(!said.contains("s3cret"), "{said}");
    }
    assert!(error.to_string().contains("127.0.0.1"), "{error}");
}

#[rstest]
fn a_start_waits_longer_for_a_connection_than_a_request(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(opened) = Opened::on(on, 1) else { return };
    let mut starting = None;
    during_a_transaction(&opened, Mode::Read, || {
        let pool = opened.pool.clone();
        let reach = move || block_on(async { pool.reach(PATIENCE * 60).await });
        starting = Some(thread::spawn(reach));
        let refused = opened.run(Mode::Read, "SELECT 1");
        assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
    });
    starting.unwrap().join().unwrap().unwrap();
}
