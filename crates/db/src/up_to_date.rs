use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, migration::MigrationSource, pg::Pg, sql_query,
    sql_types::Text,
};
use diesel_migrations::EmbeddedMigrations;

use crate::{Error, Result};

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Whether all of a set has been run. Diesel cannot tell without making its table of what was,
/// which a login that only serves may not.
pub(crate) fn is_up_to_date(
    connection: &mut PgConnection,
    set: &EmbeddedMigrations,
) -> Result<bool> {
    let table = "SELECT tablename::text AS name FROM pg_tables
                 WHERE tablename = '__diesel_schema_migrations'
                   AND schemaname = current_schema()";
    if sql_query(table).load::<Named>(connection)?.is_empty() {
        return Ok(false);
    }
    let run = sql_query("SELECT version::text AS name FROM __diesel_schema_migrations");
    let run = run.load::<Named>(connection)?;
    let all = MigrationSource::<Pg>::migrations(set).map_err(Error::Internal)?;
    Ok(all.iter().all(|one| {
        let version = one.name().version();
        run.iter().any(|run| version == run.name.as_str().into())
    }))
}
