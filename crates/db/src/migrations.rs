//! Bringing the schema up to date.

use std::time::{Duration, Instant};

use diesel::{
    Connection, RunQueryDsl,
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
    migration::{MigrationSource, Result as MigrationResult},
    pg::{Pg, PgConnection},
    sql_query,
    sqlite::{Sqlite, SqliteConnection},
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness};

use crate::{
    DatabaseUrl, Error, Result,
    connection::{AnyConnection, Mode},
};

/// The schema's history, in two sets of the same names. Kept as a `const`, for running uses it up.
pub struct Migrations {
    /// For SQLite.
    pub sqlite: EmbeddedMigrations,
    /// For PostgreSQL.
    pub postgres: EmbeddedMigrations,
}

/// The advisory lock that migrating replicas queue for: "ownly" in ASCII.
const LOCK: i64 = 0x6f_776e_6c79;

impl Migrations {
    /// Runs what has not been run, under a lock, so that of any number of servers starting at
    /// once one does it and the others wait. Answers the names of those it ran. A server that is
    /// not up yet is waited for as long as `patience`, and why is logged. Blocks.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the database stays out of reach; [`Error::Internal`] when a
    /// migration fails, which leaves the database as that migration found it.
    pub fn run(self, url: &DatabaseUrl, patience: Duration) -> Result<Vec<String>> {
        match connect(url, patience)? {
            AnyConnection::Sqlite(mut connection) => self.run_on_sqlite(&mut connection),
            AnyConnection::Postgres(mut connection) => self.run_on_postgres(&mut connection),
        }
    }

    fn run_on_sqlite(self, connection: &mut SqliteConnection) -> Result<Vec<String>> {
        AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN IMMEDIATE")?;
        let ran = pending::<Sqlite, _>(connection, self.sqlite);
        match ran {
            Ok(_) => AnsiTransactionManager::commit_transaction(connection)?,
            Err(_) => AnsiTransactionManager::rollback_transaction(connection)?,
        }
        ran
    }

    fn run_on_postgres(self, connection: &mut PgConnection) -> Result<Vec<String>> {
        sql_query(format!("SELECT pg_advisory_lock({LOCK})")).execute(connection)?;
        // Ends with the connection, and so with this function, whatever happens.
        connection.transaction(|connection| pending::<Pg, _>(connection, self.postgres))
    }
}

fn pending<DB, C>(connection: &mut C, migrations: impl MigrationSource<DB>) -> Result<Vec<String>>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB> + SimpleConnection,
{
    let run = || -> MigrationResult<Vec<String>> {
        let pending = connection.pending_migrations(migrations)?;
        connection.run_migrations(&pending)?;
        Ok(pending.iter().map(|migration| migration.name().to_string()).collect())
    };
    run().map_err(Error::Internal)
}

fn connect(url: &DatabaseUrl, patience: Duration) -> Result<AnyConnection> {
    let (start, mut pause) = (Instant::now(), Duration::from_millis(100));
    loop {
        let error = match AnyConnection::open(url, Mode::Write) {
            Ok(connection) => return Ok(connection),
            Err(error) => error,
        };
        if start.elapsed() + pause > patience {
            return Err(error.into());
        }
        log::warn!("no connection to {url} yet, trying again in {pause:?}: {error}");
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_secs(5));
    }
}
