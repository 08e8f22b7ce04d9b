//! Bringing the schema up to date.

use std::{collections::BTreeMap, fs::File, path::Path, time::Duration};

use diesel::{
    RunQueryDsl,
    backend::Backend,
    connection::SimpleConnection,
    migration::{MigrationSource, Result as MigrationResult},
    pg::Pg,
    sql_query,
    sqlite::Sqlite,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness};

use crate::{
    DatabaseUrl, Error, Result,
    begin::Mode,
    connection::{AnyConnection, make_private},
    inspect::inspect,
    patience::patiently,
};

/// The schema's history, in two sets of the same names. Kept as a `const`, for running uses it up.
pub struct Migrations {
    /// For SQLite.
    pub sqlite: EmbeddedMigrations,
    /// For PostgreSQL.
    pub postgres: EmbeddedMigrations,
    /// What looks at the database first, if someone else's tables may be in it.
    pub adoption: Option<Adoption>,
}

/// Taking over tables that another program made, before the migrations that rely on them.
#[derive(Clone, Copy)]
pub struct Adoption {
    /// Says why such a database cannot be served. Only reads, in a transaction of its own.
    pub check: fn(&mut AnyConnection) -> Result<()>,
    /// Checks again and adds what is missing, in the transaction of the migrations.
    pub adopt: fn(&mut AnyConnection) -> Result<()>,
}

/// The advisory lock that migrating replicas queue for: "ownly" in ASCII.
const LOCK: i64 = 0x6f_776e_6c79;

impl Migrations {
    /// The same after tables that may be there already have been taken over.
    pub const fn adopting(mut self, adoption: Adoption) -> Self {
        self.adoption = Some(adoption);
        self
    }

    /// Runs this set alone: see [`migrate`].
    ///
    /// # Errors
    /// Those of [`migrate`].
    pub fn run(self, url: &DatabaseUrl, patience: Duration) -> Result<Vec<String>> {
        migrate([self], url, patience, |_| Ok(()))
    }
}

/// Takes over what is there, runs of each set what has not been run, and then `after`, in one
/// transaction under a lock, so that of any number of servers starting at once one does it and the
/// others wait.
/// Answers the names of those it ran. A server that is not up yet is waited for as long as
/// `patience`, and why is logged. Blocks.
///
/// # Errors
/// [`Error::Unavailable`] when the database stays out of reach; [`Error::Internal`] when it cannot
/// be taken over, when two migrations have one stamp, or when a migration fails; those of `after`.
/// Each leaves the database as it was found.
pub fn migrate(
    sets: impl IntoIterator<Item = Migrations>,
    url: &DatabaseUrl,
    patience: Duration,
    after: impl FnOnce(&mut AnyConnection) -> Result<()>,
) -> Result<Vec<String>> {
    migrate_all(sets, url, patience, after).map_err(|error| match (url, error) {
        (DatabaseUrl::Sqlite(path), Error::Unavailable(cause)) => {
            Error::unavailable(format!("{}: {cause}{}", path.display(), advice(&*cause)))
        }
        (_, error) => error,
    })
}

/// SQLite's own words name no file, and not that it makes two more beside it.
fn advice(cause: &dyn std::error::Error) -> &'static str {
    let cause = cause.to_string();
    let cannot_write = ["readonly", "unable to open", "cannot be written"];
    match cannot_write.iter().any(|words| cause.contains(words)) {
        true => " (the server must be able to write the file and its folder)",
        false => "",
    }
}

fn migrate_all(
    sets: impl IntoIterator<Item = Migrations>,
    url: &DatabaseUrl,
    patience: Duration,
    after: impl FnOnce(&mut AnyConnection) -> Result<()>,
) -> Result<Vec<String>> {
    let sets: Vec<_> = sets.into_iter().collect();
    one_stamp_each::<Sqlite>(sets.iter().map(|set| &set.sqlite))?;
    one_stamp_each::<Pg>(sets.iter().map(|set| &set.postgres))?;
    let adoptions: Vec<_> = sets.iter().filter_map(|set| set.adoption).collect();
    if let DatabaseUrl::Sqlite(path) = url {
        // SQLite would open one that it may not write for reading, and say so at the first write.
        check_writable(path)?;
        // To open the file for writing is to write: it is put into another journal mode.
        inspect(url, Duration::ZERO, |connection| {
            adoptions.iter().try_for_each(|adoption| (adoption.check)(connection))
        })?;
    }
    let mut connection = patiently(url, patience, || AnyConnection::open(url, Mode::Write))?;
    connection.begin_migration()?;
    let ran = lock(&mut connection).and_then(|()| {
        let ran = adopt_and_run(&mut connection, &adoptions, sets)?;
        after(&mut connection).map(|()| ran)
    });
    match &ran {
        Ok(_) => connection.commit()?,
        Err(_) => connection.rollback()?,
    }
    ran
}

/// Waits for whoever else is at it. PostgreSQL's lock goes with the transaction and not with the
/// session, which a pooler would hand to the next in line.
fn lock(connection: &mut AnyConnection) -> Result<()> {
    match connection {
        // The transaction is the lock.
        AnyConnection::Sqlite(_) => Ok(()),
        AnyConnection::Postgres(connection) => {
            sql_query(format!("SELECT pg_advisory_xact_lock({LOCK})")).execute(connection)?;
            Ok(())
        }
    }
}

/// Checks that an SQLite file can be written, if it is there, and its folder if not.
fn check_writable(path: &Path) -> Result<()> {
    let opened = match path.exists() {
        true => File::options().write(true).open(path).map(drop),
        false => make_private(path),
    };
    opened.map_err(|error| Error::unavailable(format!("it cannot be written: {error}")))
}

fn adopt_and_run(
    connection: &mut AnyConnection,
    adoptions: &[Adoption],
    sets: Vec<Migrations>,
) -> Result<Vec<String>> {
    adoptions.iter().try_for_each(|adoption| (adoption.adopt)(connection))?;
    let mut ran = Vec::new();
    for set in sets {
        if set.waiting(connection)?.is_empty() {
            continue;
        }
        ran.extend(match connection {
            AnyConnection::Sqlite(connection) => pending::<Sqlite, _>(connection, set.sqlite)?,
            AnyConnection::Postgres(connection) => pending::<Pg, _>(connection, set.postgres)?,
        });
    }
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
