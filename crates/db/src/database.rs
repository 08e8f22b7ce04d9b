//! The pools, and the doors into them.

use std::{fmt, future::Future, sync::Arc, time::Duration};

use r2d2::Pool;

use crate::{
    DatabaseUrl, Error, Result,
    begin::{Begin, Mode, ScopeUser},
    brief::Brief,
    connection::AnyConnection,
    manager::Manager,
    pool_state::PoolState,
    queue::Queue,
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
pub struct Database(Arc<Pools>);

struct Pools {
    url: DatabaseUrl,
    readers: Queue,
    /// SQLite has one writer at a time. One connection for all writers makes them wait in line
    /// for it rather than poll a locked file. PostgreSQL's readers and writers share a pool.
    writers: Queue,
    /// What reads where it is asked, which SQLite can.
    brief: Option<Brief>,
}

impl Database {
    /// Makes the pools. Connections are made when they are first needed, so a database that is
    /// not up yet is [`Error::Unavailable`] to the first request and not here.
    pub fn new(url: &DatabaseUrl, sizes: PoolSizes) -> Self {
        let queue = |name, mode, size: u32| {
            let pool = Pool::builder()
                .max_size(size.max(1))
                .min_idle(Some(0))
                .test_on_check_out(false)
                .connection_timeout(sizes.patience)
                .build_unchecked(Manager { url: url.clone(), mode, brief: None });
            Queue::new(name, pool)
        };
        let (readers, writers, brief) = match url {
            DatabaseUrl::Sqlite(_) => {
                let readers = queue("readers", Mode::Read, sizes.connections);
                (readers, queue("writers", Mode::Write, 1), Some(Brief::new(url)))
            }
            DatabaseUrl::Postgres(_) => {
                let shared = queue("all", Mode::Write, sizes.connections);
                (shared.clone(), shared, None)
            }
        };
        Self(Arc::new(Pools { url: url.clone(), readers, writers, brief }))
    }

    /// Where it is.
    pub fn url(&self) -> &DatabaseUrl {
        &self.0.url
    }

    /// What its pools are doing: three of SQLite, one of PostgreSQL.
    pub fn pools(&self) -> Vec<PoolState> {
        let Some(brief) = &self.0.brief else { return vec![self.0.writers.state()] };
        vec![self.0.readers.state(), self.0.writers.state(), brief.state()]
    }

    /// Waits for a first connection, as long as `patience`, and leaves it to whoever asks next. A
    /// server and a database that start together take longer for it than a request would wait.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when there is none by then.
    pub async fn reach(&self, patience: Duration) -> Result<()> {
        let pool = self.0.readers.pool().clone();
        let got = tokio::task::spawn_blocking(move || pool.get_timeout(patience).map(drop));
        Ok(got.await??)
    }

    fn queue(&self, mode: Mode) -> &Queue {
        match mode {
            Mode::Read => &self.0.readers,
            Mode::Write => &self.0.writers,
        }
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

    /// Runs the one brief reading statement of `look` outside a transaction: on the calling thread
    /// if it can be done at once, else off it, and once more on a fresh connection if the first
    /// turns out to be dead.
    ///
    /// # Errors
    /// Those of `look`; [`Error::Unavailable`] when no connection is to be had in time.
    fn look<R>(
        &self,
        look: impl Fn(&mut AnyConnection) -> diesel::QueryResult<R> + Send + 'static,
    ) -> impl Future<Output = Result<R>> + Send
    where
        R: Send + 'static;

    /// The same for a statement on the rows of the user of that name.
    ///
    /// # Errors
    /// As for [`look`](Self::look).
    fn look_as<R, E>(
        &self,
        user: &str,
        look: impl Fn(&mut AnyConnection) -> Result<R, E> + Send + 'static,
    ) -> impl Future<Output = Result<R, E>> + Send
    where
        R: Send + 'static,
        E: From<Error> + Send + 'static;
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
        self.queue(begin.mode).transaction(begin, work)
    }

    async fn look<R>(
        &self,
        look: impl Fn(&mut AnyConnection) -> diesel::QueryResult<R> + Send + 'static,
    ) -> Result<R>
    where
        R: Send + 'static,
    {
        if let Some(seen) = self.0.brief.as_ref().and_then(|brief| brief.read(&look)) {
            return Ok(seen);
        }
        // Behind a pooler even one statement is two, its text and its execution, and without a
        // transaction they could be in two sessions.
        if self.0.url.is_behind_pooler() {
            let begin = Begin { mode: Mode::Read, user: None };
            return self.0.readers.transaction(begin, move |it| Ok(look(it)?)).await;
        }
        self.0.readers.look(look).await
    }

    async fn look_as<R, E>(
        &self,
        user: &str,
        look: impl Fn(&mut AnyConnection) -> Result<R, E> + Send + 'static,
    ) -> Result<R, E>
    where
        R: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        if let Some(seen) = self.0.brief.as_ref().and_then(|brief| brief.read(&look)) {
            return Ok(seen);
        }
        let begin = Begin { mode: Mode::Read, user: Some(ScopeUser::new(user)) };
        self.0.readers.transaction(begin, look).await
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Database").field(&self.0.url).finish()
    }
}
