//! Work in line before the connections: what shares them, and what does not.

use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use diesel::{QueryResult, RunQueryDsl, connection::SimpleConnection, dsl::sql, sql_types::Text};
use ownly_db::{AnyConnection, Begin, Error, Mode, RawAccess, Result, ScopeUser};
use rstest::rstest;
use testing::{Backend, Pooler};

use crate::opened::{Opened, PATIENCE, block_on};

/// What stands in line while the only connection is held.
struct Line<'o> {
    opened: &'o Opened,
    end: Sender<()>,
    first: JoinHandle<Result<()>>,
}

impl<'o> Line<'o> {
    /// Holds the connection for that with a transaction that does `sql`.
    fn behind(opened: &'o Opened, mode: Mode, sql: &'static str) -> Self {
        let ((begun, has_begun), (end, ended)): ((_, Receiver<()>), _) = (channel(), channel());
        let first = begin(opened, Begin { mode, user: None }, move |connection| {
            connection.batch_execute(sql)?;
            begun.send(()).unwrap();
            ended.recv().unwrap();
            Ok(())
        });
        has_begun.recv().unwrap();
        Self { opened, end, first }
    }

    fn then<R: Send + 'static>(
        &self,
        begin: Begin,
        work: impl FnOnce(&mut AnyConnection) -> Result<R> + Send + 'static,
    ) -> JoinHandle<Result<R>> {
        self::begin(self.opened, begin, work)
    }

    fn write(&self, sql: &'static str) -> JoinHandle<Result<()>> {
        self.then(WRITE, move |connection| Ok(connection.batch_execute(sql)?))
    }

    /// Lets the line go on: how the first one ended.
    fn go_on(self) -> Result<()> {
        self.end.send(()).unwrap();
        ended(self.first)
    }
}

fn ended<R>(asked: JoinHandle<Result<R>>) -> Result<R> {
    asked.join().unwrap()
}

const WRITE: Begin = Begin { mode: Mode::Write, user: None };

/// Asks now, and not when the answer is waited for.
fn begin<R: Send + 'static>(
    opened: &Opened,
    begin: Begin,
    work: impl FnOnce(&mut AnyConnection) -> Result<R> + Send + 'static,
) -> JoinHandle<Result<R>> {
    let (asked, has_asked) = channel();
    let pool = opened.pool.clone();
    let job = thread::spawn(move || {
        block_on(async {
            let answer = pool.transaction(begin, work);
            asked.send(()).unwrap();
            answer.await
        })
    });
    has_asked.recv().unwrap();
    job
}

fn rows(opened: &Opened) -> Vec<String> {
    opened.sql.text("SELECT CAST(x AS TEXT) FROM t ORDER BY x")
}

fn table(on: Backend) -> Option<Opened> {
    let opened = Opened::on(on, 1)?;
    opened.run(Mode::Write, "CREATE TABLE t (x int UNIQUE)").unwrap();
    Some(opened)
}

#[test]
fn what_waits_for_sqlites_writer_is_kept_in_one_transaction() {
    let Some(opened) = table(Backend::Sqlite) else { return };
    let line = Line::behind(&opened, Mode::Write, "INSERT INTO t VALUES (1)");
    let second = line.write("INSERT INTO t VALUES (2)");
    let url = opened.sql.url().to_owned();
    let seen = line.then(WRITE, move |connection| {
        let count = |connection: &mut AnyConnection| -> QueryResult<String> {
            diesel::select(sql::<Text>("(SELECT CAST(count(*) AS TEXT) FROM t)"))
                .get_result(connection)
        };
        let other = ownly_db::Database::new(&url.parse().unwrap(), crate::opened::sizes(1));
        let outside = block_on(async { other.look(count).await })?;
        Ok((count(connection)?, outside))
    });
    line.go_on().unwrap();
    ended(second).unwrap();
    let (inside, outside) = ended(seen).unwrap();
    assert_eq!((inside.as_str(), outside.as_str()), ("2", "0"), "all of it was kept at once");
    assert_eq!(rows(&opened), ["1", "2"]);
}

#[rstest]
fn one_that_fails_takes_nothing_from_the_others(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(false, true)] the_first: bool,
) {
    let Some(opened) = table(on) else { return };
    opened.run(Mode::Write, "INSERT INTO t VALUES (0)").unwrap();
    let line = Line::behind(&opened, Mode::Write, "SELECT 1");
    let bad = "INSERT INTO t VALUES (7); INSERT INTO t VALUES (0)";
    let good = ["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)"];
    let mut failing = the_first.then(|| line.write(bad));
    let one = line.write(good[0]);
    failing = failing.or_else(|| Some(line.write(bad)));
    let two = line.write(good[1]);
    line.go_on().unwrap();
    let answer = ended(failing.unwrap());
    assert!(matches!(answer, Err(Error::Unique(_))), "{answer:?}");
    ended(one).unwrap();
    ended(two).unwrap();
    assert_eq!(rows(&opened), ["0", "1", "2"]);
}

#[rstest]
fn one_that_panics_is_at_fault_and_nothing_unanswered_is_kept(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(opened) = table(on) else { return };
    let line = Line::behind(&opened, Mode::Write, "INSERT INTO t VALUES (1)");
    let panics = line.then(WRITE, |connection| -> Result<()> {
        connection.batch_execute("INSERT INTO t VALUES (2)")?;
        panic!("on purpose")
    });
    let after = line.write("INSERT INTO t VALUES (3)");
    let first = line.go_on();
    ended(panics).unwrap_err();
    ended(after).unwrap();
    let mut expected = vec!["3"];
    match first {
        Ok(()) => expected.insert(0, "1"),
        Err(error) => assert!(matches!(error, Error::Unavailable(_)), "{error:?}"),
    }
    assert_eq!(rows(&opened), expected);
}

#[test]
fn a_check_that_is_put_off_to_the_end_fails_nobody_else() {
    let Some(opened) = Opened::on(Backend::Sqlite, 1) else { return };
    opened.sql.execute(
        "CREATE TABLE t (x int UNIQUE); CREATE TABLE u (x int REFERENCES t (x)
         DEFERRABLE INITIALLY DEFERRED)",
    );
    let line = Line::behind(&opened, Mode::Write, "INSERT INTO t VALUES (1)");
    let [good, bad, also_good] =
        ["INSERT INTO u VALUES (1)", "INSERT INTO u VALUES (9)", "INSERT INTO t VALUES (2)"]
            .map(|sql| line.write(sql));
    line.go_on().unwrap();
    ended(good).unwrap();
    let answer = ended(bad);
    assert!(matches!(answer, Err(Error::ForeignKey(_))), "{answer:?}");
    ended(also_good).unwrap();
    assert_eq!(rows(&opened), ["1", "2"]);
}

#[rstest]
fn who_was_told_that_it_took_too_long_has_written_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(opened) = table(on) else { return };
    let line = Line::behind(&opened, Mode::Write, "SELECT 1");
    let late = ended(line.write("INSERT INTO t VALUES (1)"));
    assert!(matches!(late, Err(Error::Unavailable(_))), "{late:?}");
    let state = opened.pool.pools().pop().filter(|it| it.name == "all");
    let state = state.unwrap_or_else(|| opened.pool.pools().remove(1));
    assert_eq!((state.timeouts, state.waited >= PATIENCE), (1, true), "{state:?}");
    line.go_on().unwrap();
    opened.run(Mode::Write, "INSERT INTO t VALUES (2)").unwrap();
    assert_eq!(rows(&opened), ["2"]);
}

#[test]
fn reads_of_several_users_in_a_row_are_each_their_own() {
    let Some(opened) = Opened::on(Backend::Postgres, 1) else { return };
    let wall = include_str!("../../../../migrations/postgres/2026-11-22-200100_wall/up.sql");
    opened.sql.execute(wall);
    let line = Line::behind(&opened, Mode::Read, "SELECT 1");
    let who = |connection: &mut AnyConnection| -> QueryResult<String> {
        let who = "current_user || ':' || coalesce(current_setting('app.user_id', true), '')";
        diesel::select(sql::<Text>(who)).get_result(connection)
    };
    let asked = [(Mode::Read, Some("ann")), (Mode::Read, Some("bob")), (Mode::Read, None)];
    let asked = asked.into_iter().chain([(Mode::Read, Some("cid")), (Mode::Write, None)]);
    let asked: Vec<_> = asked
        .chain([(Mode::Read, Some("dan"))])
        .map(|(mode, name)| {
            let user = name.map(ScopeUser::new);
            (name, line.then(Begin { mode, user }, move |connection| Ok(who(connection)?)))
        })
        .collect();
    let pool = opened.pool.clone();
    let looked = thread::spawn(move || block_on(async { pool.look(who).await }));
    line.go_on().unwrap();
    for (name, answer) in asked {
        let expected = name.map_or("postgres:".to_owned(), |name| format!("ownly_scope:{name}"));
        assert_eq!(ended(answer).unwrap(), expected);
    }
    assert_eq!(ended(looked).unwrap(), "postgres:");
}

#[test]
fn behind_a_pooler_a_session_is_anothers_between_two_reads() {
    let Some(opened) = Opened::on(Backend::Postgres, 1) else { return };
    let pooler = Pooler::before(&opened.sql, 1);
    let url = pooler.url_of(&opened.sql);
    let [one, other] = [(), ()].map(|()| opened.by(&url));
    // It has its connection to the pooler, which it is let in by with a session.
    other.run(Mode::Read, "SELECT 1").unwrap();
    let line = Line::behind(&one, Mode::Read, "SELECT 1");
    let (order, done) = channel();
    let read = |of: &Opened, name: &'static str| {
        let order = order.clone();
        begin(of, Begin { mode: Mode::Read, user: None }, move |_| {
            order.send(name).unwrap();
            Ok(())
        })
    };
    let next = read(&one, "the next of the one");
    let others = read(&other, "the other's");
    // It waits at the pooler by now.
    thread::sleep(Duration::from_millis(200));
    line.go_on().unwrap();
    ended(next).unwrap();
    ended(others).unwrap();
    assert_eq!(done.try_iter().collect::<Vec<_>>(), ["the other's", "the next of the one"]);
}

#[rstest]
fn a_runtime_that_ends_before_it_began_leaves_the_line_to_others(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(opened) = table(on) else { return };
    let builder = &mut tokio::runtime::Builder::new_current_thread();
    let ending = builder.enable_time().max_blocking_threads(1).build().unwrap();
    let (end, ended) = channel::<()>();
    ending.spawn_blocking(move || ended.recv());
    {
        let _entered = ending.enter();
        // There is no thread for it.
        drop(opened.pool.transaction(WRITE, |_| Ok::<_, Error>(())));
    }
    ending.shutdown_background();
    drop(end);
    thread::sleep(Duration::from_millis(10));
    opened.run(Mode::Write, "INSERT INTO t VALUES (1)").unwrap();
    assert_eq!(rows(&opened), ["1"]);
}
