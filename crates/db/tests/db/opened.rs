//! A database and a pool of connections to it.

use std::{sync::Arc, time::Duration};

use diesel::{RunQueryDsl, connection::SimpleConnection, sql_query};
use ownly_db::{AnyConnection, Begin, Database, Mode, PoolSizes, RawAccess, Result};
use testing::{Backend, TestDatabase};

pub(crate) struct Opened {
    pub(crate) pool: Database,
    pub(crate) sql: Arc<TestDatabase>,
}

impl Opened {
    /// With as many connections as that; `None` where the tests leave this database out.
    pub(crate) fn on(on: Backend, connections: u32) -> Option<Self> {
        if !on.is_wanted() {
            return None;
        }
        let sql = TestDatabase::new(on);
        let pool = Database::new(&sql.url().parse().unwrap(), sizes(connections));
        Some(Self { pool, sql: Arc::new(sql) })
    }

    /// The same database by another way, with one connection.
    pub(crate) fn by(&self, url: &str) -> Self {
        Self { pool: Database::new(&url.parse().unwrap(), sizes(1)), sql: Arc::clone(&self.sql) }
    }

    pub(crate) fn transaction<R: Send + 'static>(
        &self,
        mode: Mode,
        work: impl FnOnce(&mut AnyConnection) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let begin = Begin { mode, user: None };
        block_on(async { self.pool.transaction(begin, work).await })
    }

    /// Runs SQL in a transaction.
    pub(crate) fn run(&self, mode: Mode, sql: &'static str) -> Result<()> {
        self.transaction(mode, move |connection| Ok(connection.batch_execute(sql)?))
    }

    /// Looks whether the database answers.
    pub(crate) fn look(&self) -> Result<usize> {
        block_on(async { self.pool.look(|connection| sql_query(LOOK).execute(connection)).await })
    }
}

pub(crate) const PATIENCE: Duration = Duration::from_millis(500);

const LOOK: &str = "SELECT 1";

pub(crate) fn sizes(connections: u32) -> PoolSizes {
    PoolSizes { connections, patience: PATIENCE }
}

pub(crate) fn block_on<F: Future>(work: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.unwrap().block_on(work)
}
