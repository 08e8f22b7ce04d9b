use diesel::{
    QueryableByName, RunQueryDsl, backend::Backend, migration::MigrationSource, pg::Pg, sql_query,
    sql_types::Text, sqlite::Sqlite,
};
use diesel_migrations::EmbeddedMigrations;

use crate::{AnyConnection, Error, Migrations, Result};

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

impl Migrations {
    /// The names of those that have not been run, in order. Diesel cannot tell without making its
    /// table of what was, which a login that only serves may not.
    ///
    /// # Errors
    /// Those of reading that table.
    pub fn waiting(&self, connection: &mut AnyConnection) -> Result<Vec<String>> {
        let run = run(connection)?;
        let mut waiting = self.all(connection)?;
        waiting.retain(|(version, _)| !run.contains(version));
        Ok(waiting.into_iter().map(|(_, name)| name).collect())
    }

    /// Whether none of them has been run.
    ///
    /// # Errors
    /// Those of [`waiting`](Self::waiting).
    pub fn has_never_run(&self, connection: &mut AnyConnection) -> Result<bool> {
        let run = run(connection)?;
        Ok(!self.all(connection)?.iter().any(|(version, _)| run.contains(version)))
    }

    /// Stamps and names, in order.
    fn all(&self, connection: &AnyConnection) -> Result<Vec<(String, String)>> {
        let mut all = match connection {
            AnyConnection::Sqlite(_) => named::<Sqlite>(&self.sqlite)?,
            AnyConnection::Postgres(_) => named::<Pg>(&self.postgres)?,
        };
        all.sort();
        Ok(all)
    }
}

fn named<DB: Backend>(set: &EmbeddedMigrations) -> Result<Vec<(String, String)>> {
    let all = MigrationSource::<DB>::migrations(set).map_err(Error::Internal)?;
    let named = all.iter().map(|one| (one.name().version().to_string(), one.name().to_string()));
    Ok(named.collect())
}

/// The stamps of what has been run, of whichever set.
fn run(connection: &mut AnyConnection) -> Result<Vec<String>> {
    let stamps = "SELECT CAST(version AS text) AS name FROM __diesel_schema_migrations";
    let run = match connection {
        AnyConnection::Sqlite(connection) => {
            let table = "SELECT name FROM sqlite_master
                         WHERE type = 'table' AND name = '__diesel_schema_migrations'";
            if sql_query(table).load::<Named>(connection)?.is_empty() {
                return Ok(Vec::new());
            }
            sql_query(stamps).load::<Named>(connection)?
        }
        AnyConnection::Postgres(connection) => {
            let table = "SELECT tablename::text AS name FROM pg_tables
                         WHERE tablename = '__diesel_schema_migrations'
                           AND schemaname = current_schema()";
            if sql_query(table).load::<Named>(connection)?.is_empty() {
                return Ok(Vec::new());
            }
            sql_query(stamps).load::<Named>(connection)?
        }
    };
    Ok(run.into_iter().map(|stamp| stamp.name).collect())
}
