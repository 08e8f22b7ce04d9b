//! Reads on the thread that asks.

use std::{
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
    thread::{self, ThreadId},
    time::Duration,
};

use diesel::{QueryResult, RunQueryDsl, connection::SimpleConnection, dsl::sql, sql_types::Text};
use ownly_db::{AnyConnection, Error, Mode, RawAccess};
use testing::Backend;

use crate::opened::{Opened, block_on};

static ASKED: AtomicUsize = AtomicUsize::new(0);

fn here(_: &mut AnyConnection) -> QueryResult<ThreadId> {
    Ok(thread::current().id())
}

/// Looks until it is done on this thread: the first connections are made meanwhile.
fn until_here(opened: &Opened) -> bool {
    (0..500).any(|_| {
        thread::sleep(Duration::from_millis(2));
        block_on(async { opened.pool.look(here).await }).unwrap() == thread::current().id()
    })
}

#[test]
fn sqlite_is_read_on_the_thread_that_asks() {
    let Some(opened) = Opened::on(Backend::Sqlite, 1) else { return };
    assert!(until_here(&opened));
}

#[test]
fn postgresql_is_not_for_to_wait_for_it_would_keep_others_waiting() {
    let Some(opened) = Opened::on(Backend::Postgres, 1) else { return };
    for _ in 0..20 {
        let there = block_on(async { opened.pool.look(here).await }).unwrap();
        assert_ne!(there, thread::current().id());
    }
}

#[test]
fn reads_that_take_long_are_given_to_other_threads() {
    let Some(opened) = Opened::on(Backend::Sqlite, 1) else { return };
    assert!(until_here(&opened));
    let long = |_: &mut AnyConnection| {
        thread::sleep(Duration::from_millis(300));
        Ok(())
    };
    block_on(async { opened.pool.look(long).await }).unwrap();
    let there = block_on(async { opened.pool.look(here).await }).unwrap();
    assert_ne!(there, thread::current().id());
    assert!(until_here(&opened), "and after a while they are read here again");
}

#[test]
fn nothing_can_be_written_on_the_way() {
    let Some(opened) = Opened::on(Backend::Sqlite, 1) else { return };
    assert!(until_here(&opened));
    let write = |connection: &mut AnyConnection| connection.batch_execute("CREATE TABLE t (x)");
    block_on(async { opened.pool.look(write).await }).unwrap_err();
    opened.run(Mode::Write, "CREATE TABLE t (x)").unwrap();
}

#[test]
fn what_fails_here_is_tried_once_more_where_it_may_wait() {
    let Some(opened) = Opened::on(Backend::Sqlite, 1) else { return };
    assert!(until_here(&opened));
    let fails_at_first = |connection: &mut AnyConnection| {
        if ASKED.fetch_add(1, SeqCst) == 0 {
            connection.batch_execute("no SQL")?;
        }
        diesel::select(sql::<Text>("'read'")).get_result::<String>(connection)
    };
    assert_eq!(block_on(async { opened.pool.look(fails_at_first).await }).unwrap(), "read");
    let fails = |connection: &mut AnyConnection| connection.batch_execute("no SQL");
    let answer = block_on(async { opened.pool.look(fails).await });
    assert!(matches!(answer, Err(Error::Internal(_))), "{answer:?}");
}
