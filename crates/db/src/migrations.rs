//! Bringing the schema up to date.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use diesel::{
    Connection, PgConnection, RunQueryDsl,
    backend::Backend,
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
    migration::{MigrationSource, Result as MigrationResult},
    pg::Pg,
    sql_query,
    sqlite::{Sqlite, SqliteConnection},
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness};

use crate::{
    DatabaseUrl, Error, Result,
    connection::{AnyConnection, Mode},
    up_to_date::is_up_to_date,
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
    /// Runs this set alone: see [`migrate`].
    ///
    /// # Errors
    /// Those of [`migrate`].
    pub fn run(self, url: &DatabaseUrl, patience: Duration) -> Result<Vec<String>> {
        migrate([self], url, patience, |_| Ok(()))
    }
}

/// Runs of each set what has not been run, and then `after`, under a lock, so that of any number
/// of servers starting at once one does it and the others wait. Answers the names of those it
/// ran. A server that is not up yet is waited for as long as `patience`, and why is logged.
/// Blocks.
///
/// # Errors
/// [`Error::Unavailable`] when the database stays out of reach; [`Error::Internal`] when two
/// migrations have one stamp, or when a migration fails, which leaves the database as that set
/// found it; those of `after`.
pub fn migrate(
    sets: impl IntoIterator<Item = Migrations>,
    url: &DatabaseUrl,
    patience: Duration,
    after: impl FnOnce(&mut AnyConnection) -> Result<()>,
) -> Result<Vec<String>> {
    let sets: Vec<_> = sets.into_iter().collect();
    one_stamp_each::<Sqlite>(sets.iter().map(|set| &set.sqlite))?;
    one_stamp_each::<Pg>(sets.iter().map(|set| &set.postgres))?;
    let mut connection = connect(url, patience)?;
    if let AnyConnection::Postgres(connection) = &mut connection {
        // Held until the connection ends, and so this function, whatever happens.
        sql_query(format!("SELECT pg_advisory_lock({LOCK})")).execute(connection)?;
    }
    let mut ran = Vec::new();
    for set in sets {
        ran.extend(match &mut connection {
            AnyConnection::Sqlite(connection) => set.run_on_sqlite(connection)?,
            AnyConnection::Postgres(connection) => set.run_on_postgres(connection)?,
        });
    }
    after(&mut connection)?;
    Ok(ran)
}

/// Diesel keeps the stamps of all sets in one table, so the second of two migrations with one
/// stamp would never be run, and nothing would say so.
fn one_stamp_each<'m, DB: Backend>(
    sets: impl Iterator<Item = &'m EmbeddedMigrations>,
) -> Result<()> {
    let mut names = BTreeMap::new();
    for set in sets {
        let migrations = MigrationSource::<DB>::migrations(set).map_err(Error::Internal)?;
        for migration in &migrations {
            let name = migration.name();
            if let Some(other) = names.insert(name.version().as_owned(), name.to_string()) {
                let fault = format!("the migrations {other} and {name} have the same stamp");
                return Err(Error::Internal(fault.into()));
            }
        }
    }
    Ok(())
}

impl Migrations {
    fn run_on_postgres(self, connection: &mut PgConnection) -> Result<Vec<String>> {
        if is_up_to_date(connection, &self.postgres)? {
            return Ok(Vec::new());
        }
        connection.transaction(|connection| pending::<Pg, _>(connection, self.postgres))
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
}

fn pending<DB, C>(connection: &mut C, migrations: impl MigrationSource<DB>) -> Result<Vec<String>>
where
    DB: Backend,
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
