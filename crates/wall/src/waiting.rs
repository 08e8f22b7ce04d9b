//! What preparing a database would do to it.

use std::time::Duration;

use db_crate::{AnyConnection, DatabaseUrl, Migrations, Result, inspect};
use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};

use crate::Tables;

/// What [`prepare`](crate::prepare) would do to a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The migrations that it would run.
    pub migrations: Vec<String>,
    /// Tables that are there although none of the migrations has been run: somebody else's, which
    /// no migration will make again.
    pub in_the_way: Vec<String>,
}

/// Looks what [`prepare`](crate::prepare) would do, and does none of it. `None` where there is no
/// SQLite file yet. Blocks.
///
/// # Errors
/// [`Unavailable`](db_crate::Error::Unavailable) when the database stays out of reach for
/// `patience`.
pub fn waiting(
    migrations: impl IntoIterator<Item = Migrations>,
    tables: &Tables,
    url: &DatabaseUrl,
    patience: Duration,
) -> Result<Option<Waiting>> {
    let sets: Vec<_> = migrations.into_iter().collect();
    inspect(url, patience, |connection| {
        let (mut migrations, mut is_first) = (Vec::new(), true);
        for set in &sets {
            let waiting = set.waiting(connection)?;
            is_first = is_first && set.has_never_run(connection)?;
            migrations.extend(waiting);
        }
        let mut in_the_way = Vec::new();
        for table in tables.declared().filter(|_| is_first) {
            let name = table.table.trim_matches('"');
            if is_there(connection, name)? {
                in_the_way.push(name.to_owned());
            }
        }
        Ok(Waiting { migrations, in_the_way })
    })
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    #[expect(dead_code, reason = "a row is all that is asked for")]
    name: String,
}

fn is_there(connection: &mut AnyConnection, name: &str) -> Result<bool> {
    let rows = match connection {
        AnyConnection::Sqlite(connection) => {
            sql_query("SELECT name FROM sqlite_master WHERE name = ? COLLATE NOCASE")
                .bind::<Text, _>(name)
                .load::<Named>(connection)?
        }
        AnyConnection::Postgres(connection) => sql_query(
            "SELECT relname::text AS name FROM pg_class
             WHERE relname = $1 AND relnamespace = current_schema()::regnamespace",
        )
        .bind::<Text, _>(name)
        .load::<Named>(connection)?,
    };
    Ok(!rows.is_empty())
}
