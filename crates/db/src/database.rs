//! The pools, and the doors into them.

use std::{
    fmt,
    future::Future,
    time::{Duration, Instant},
};

use r2d2::{Pool, PooledConnection, event::HandleEvent};

use crate::{
    DatabaseUrl, Error, Result,
    connection::{AnyConnection, Begin, Mode},
    error::is_closed,
    manager::Manager,
    pool_state::{PoolState, Watched},
};

/// How many connections to keep, and how long a request waits for one.
#[derive(Debug, Clone, Copy)]
pub struct PoolSizes {
    /// Connections to PostgreSQL, or to SQLite for reading, which has one more for writing.
    pub connections: u32,
    /// How long a request waits for a connection before it is told to come back later.
    pub patience: Duration,
}

/// A database. It can be passed around by anyone and used by those who import [`RawAccess`].
#[derive(Clone)]
pub struct Database {
    url: DatabaseUrl,
    readers: Watched,
    /// SQLite has one writer at a time. One connection for all writers makes them wait in line
    /// for it rather than poll a locked file. PostgreSQL's readers and writers share a pool.
    writers: Watched,
}

impl Database {
    /// Makes the pools. Connections are made when they are first needed, so a database that is
    /// not up yet is [`Error::Unavailable`] to the first request and not here.
    pub fn new(url: &DatabaseUrl, sizes: PoolSizes) -> Self {
        let pool = |name, mode, size: u32| {
            Watched::new(name, |ear: Box<dyn HandleEvent>| {
                Pool::builder()
                    .max_size(size.max(1))
                    .min_idle(Some(0))
                    .test_on_check_out(false)
                    .connection_timeout(sizes.patience)
                    .event_handler(ear)
                    .build_unchecked(Manager { url: url.clone(), mode })
            })
        };
        let (readers, writers) = match url {
            DatabaseUrl::Sqlite(_) => {
                (pool("readers", Mode::Read, sizes.connections), pool("writers", Mode::Write, 1))
            }
            DatabaseUrl::Postgres(_) => {
                let shared = pool("all", Mode::Write, sizes.connections);
                (shared.clone(), shared)
            }
        };
        Self { url: url.clone(), readers, writers }
    }

    /// Where it is.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// What its pools are doing: two of SQLite, one of PostgreSQL.
    pub fn pools(&self) -> Vec<PoolState> {
        match self.url {
            DatabaseUrl::Sqlite(_) => vec![self.readers.state(), self.writers.state()],
            DatabaseUrl::Postgres(_) => vec![self.writers.state()],
        }
    }

    /// Waits for a first connection, as long as `patience`, and leaves it to whoever asks next. A
    /// server and a database that start together take longer for it than a request would wait.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when there is none by then.
    pub async fn reach(&self, patience: Duration) -> Result<()> {
        let pool = self.pool(Mode::Read).pool.clone();
        let got = tokio::task::spawn_blocking(move || pool.get_timeout(patience).map(drop));
        Ok(got.await??)
    }

    fn pool(&self, mode: Mode) -> &Watched {
        match mode {
            Mode::Read => &self.readers,
            Mode::Write => &self.writers,
        }
    }

    /// A connection on which `first` went well. A pooled connection may be long dead without
    /// having noticed, and after a restart of the server all of them are: such a one is thrown
    /// away and the next is tried, until one is fresh.
    ///
    /// The wait for one began when it was `asked` for. There may be more requests than threads to
    /// wait on: were a wait to begin with its thread, the last in line would wait for several.
    fn checked_out<R>(
        &self,
        mode: Mode,
        asked: Instant,
        mut first: impl FnMut(&mut AnyConnection) -> diesel::QueryResult<R>,
    ) -> Result<(PooledConnection<Manager>, R)> {
        let Watched { pool, .. } = self.pool(mode);
        let mut tries = pool.max_size() + 1;
        loop {
            let patience = pool.connection_timeout().saturating_sub(asked.elapsed());
            let waiting = self.pool(mode).waiting();
            let got = pool.get_timeout(patience);
            drop(waiting);
            let mut connection = got?;
            match first(&mut connection) {
                Ok(done) => return Ok((connection, done)),
                Err(error) => {
                    connection.dead = is_closed(&error);
                    tries -= 1;
                    if !connection.dead || tries == 0 {
                        return Err(error.into());
                    }
                }
            }
        }
    }

    /// Behind a pooler even one statement is two, its text and its execution, and without a
    /// transaction they could be in two sessions.
    fn looked<R>(
        &self,
        asked: Instant,
        look: impl Fn(&mut AnyConnection) -> diesel::QueryResult<R>,
    ) -> Result<R> {
        if self.url.is_behind_pooler() {
            let begin = Begin { mode: Mode::Read, user: None };
            return self.in_transaction(&begin, asked, |connection| Ok(look(connection)?));
        }
        self.checked_out(Mode::Read, asked, look).map(|(_, seen)| seen)
    }

    fn in_transaction<R, E: From<Error>>(
        &self,
        begin: &Begin,
        asked: Instant,
        work: impl FnOnce(&mut AnyConnection) -> Result<R, E>,
    ) -> Result<R, E> {
        let (mut connection, ()) =
            self.checked_out(begin.mode, asked, |connection| connection.begin(begin))?;
        let done = work(&mut connection).and_then(|done| {
            connection.commit().map_err(Error::from)?;
            Ok(done)
        });
        if done.is_err() {
            // A connection that cannot even be rolled back must not serve anyone else.
            connection.dead = connection.rollback().is_err();
        }
        done
    }
}

/// The raw connection. Whoever imports this answers for whose rows a statement touches.
pub trait RawAccess {
    /// Runs `work` in a transaction off the calling thread: all of it is kept or, on an error,
    /// none.
    ///
    /// # Errors
    /// Those of `work`; [`Error::Unavailable`] when no connection is to be had in time.
    fn transaction<R, E>(
        &self,
        begin: Begin,
        work: impl FnOnce(&mut AnyConnection) -> Result<R, E> + Send + 'static,
    ) -> impl Future<Output = Result<R, E>> + Send
    where
        R: Send + 'static,
        E: From<Error> + Send + 'static;

    /// Runs the one reading statement of `look` off the calling thread, outside a transaction,
    /// and once more on a fresh connection if the first turns out to be dead.
    ///
    /// # Errors
    /// Those of `look`; [`Error::Unavailable`] when no connection is to be had in time.
    fn look<R>(
        &self,
        look: impl Fn(&mut AnyConnection) -> diesel::QueryResult<R> + Send + 'static,
    ) -> impl Future<Output = Result<R>> + Send
    where
        R: Send + 'static;
}

impl RawAccess for Database {
    fn transaction<R, E>(
        &self,
        begin: Begin,
        work: impl FnOnce(&mut AnyConnection) -> Result<R, E> + Send + 'static,
    ) -> impl Future<Output = Result<R, E>> + Send
    where
        R: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (database, asked) = (self.clone(), Instant::now());
        let done =
            tokio::task::spawn_blocking(move || database.in_transaction(&begin, asked, work));
        async { done.await.map_err(Error::from)? }
    }

    fn look<R>(
        &self,
        look: impl Fn(&mut AnyConnection) -> diesel::QueryResult<R> + Send + 'static,
    ) -> impl Future<Output = Result<R>> + Send
    where
        R: Send + 'static,
    {
        let (database, asked) = (self.clone(), Instant::now());
        let seen = tokio::task::spawn_blocking(move || database.looked(asked, look));
        async { seen.await? }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Database").field(&self.url).finish()
    }
}
