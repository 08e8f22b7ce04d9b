//! The second wall: PostgreSQL's row-level security, from the same policies as the first.
//!
//! A statement of a scope is filtered before PostgreSQL sees it. This is for one that would not
//! be: a fault in this crate, or SQL from elsewhere that gets hold of the role that scopes run as.

mod check;
mod declared;
mod foreign_keys;
mod grants;
mod leaning;
mod raise;

use std::time::Duration;

use db_crate::{AnyConnection, DatabaseUrl, Migrations};

use crate::Tables;

pub(crate) use declared::Declared;

/// Brings the schema up to date and raises the second wall: each set of migrations in turn, then
/// on PostgreSQL the policies of `tables`. Answers the names of the migrations it ran. Blocks.
///
/// Servers that start at once wait for each other. Where all is as it should be nothing is
/// written, so that a login which may not change the schema can serve.
///
/// # Errors
/// [`Unavailable`](db_crate::Error::Unavailable) when the database stays out of reach for
/// `patience`; [`Internal`](db_crate::Error::Internal) when a migration fails, or when the wall
/// does not stand: a table without its policies, or with more than those; a role that could step
/// around them. On both databases when a policy leans on a table that is not among `tables`, or
/// lets members in whom no foreign key holds to what is their lister's to share.
pub fn prepare(
    migrations: impl IntoIterator<Item = Migrations>,
    tables: &Tables,
    url: &DatabaseUrl,
    patience: Duration,
) -> db_crate::Result<Vec<String>> {
    db_crate::migrate(migrations, url, patience, |connection| {
        leaning::check(connection, tables)?;
        match connection {
            AnyConnection::Sqlite(_) => Ok(()),
            AnyConnection::Postgres(connection) => {
                raise::raise(connection, tables)?;
                check::check(connection, tables)
            }
        }
    })
}
