//! Users out of another database of Better Auth's.

use std::time::Duration;

use chrono::{DateTime, Utc};
use db::{AnyConnection, DatabaseUrl, inspect};
use derive_more::{Display, Error, From};

use super::Imported;
use crate::{
    adoption::{Catalog, Findings},
    store::{full_accounts, sessions, users},
};

/// Users that are in memory at a time.
const PAGE: i64 = 500;

/// Why users could not be read out of another database.
#[derive(Debug, Display, Error, From)]
pub enum SourceError {
    /// There is no such SQLite file.
    #[display("there is no such file")]
    Missing,
    /// It cannot be read, or not be had.
    #[display("{_0}")]
    Database(db::Error),
}

/// Reads all users of another database with their accounts and, if wanted, their live sessions,
/// as they are at one moment, and passes them on in pages until `take` answers `false`. It is
/// told how many there are first. Changes nothing there. Blocks.
///
/// # Errors
/// [`SourceError`].
pub fn users_of(
    url: &DatabaseUrl,
    with_sessions: Option<DateTime<Utc>>,
    patience: Duration,
    count: impl FnOnce(u64),
    mut take: impl FnMut(Vec<Imported>) -> bool,
) -> Result<(), SourceError> {
    let read = |connection: &mut AnyConnection| {
        check(connection)?;
        count(u64::try_from(users::count(connection)?).unwrap_or_default());
        let mut after = None;
        loop {
            let page = page(connection, after.as_deref(), with_sessions)?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.user.id.clone());
            if !take(page) {
                return Ok(());
            }
        }
    };
    inspect(url, patience, read)?.ok_or(SourceError::Missing)
}

/// The tables may be of any version that could be taken over.
fn check(connection: &mut AnyConnection) -> db::Result<()> {
    let catalog = Catalog::read(connection)?;
    let findings = Findings::of(&catalog);
    let mut obstacles = findings.obstacles;
    for table in ["user", "account", "session"] {
        if catalog.table(table).is_none() {
            obstacles.push(format!("table {table} is missing"));
        }
    }
    match obstacles.is_empty() {
        true => Ok(()),
        false => {
            let why = format!("its tables cannot be read: {}", obstacles.join("; "));
            Err(db::Error::Internal(why.into()))
        }
    }
}

fn page(
    connection: &mut AnyConnection,
    after: Option<&str>,
    with_sessions: Option<DateTime<Utc>>,
) -> db::Result<Vec<Imported>> {
    let users = users::page(connection, after, PAGE)?;
    let mut page = Vec::with_capacity(users.len());
    for user in users {
        let accounts = full_accounts::of_user(connection, &user.id)?;
        let sessions = match with_sessions {
            Some(now) => sessions::of_user(connection, &user.id, now.into())?,
            None => Vec::new(),
        };
        page.push(Imported { user, has_id: true, accounts, sessions });
    }
    Ok(page)
}
