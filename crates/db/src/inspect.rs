//! Looking at a database that is somebody else's.

use std::time::Duration;

use crate::{DatabaseUrl, Result, connection::AnyConnection, patience::patiently};

/// Runs `look` in one transaction that reads the database as it is at one moment, on a connection
/// that can change nothing: an SQLite file is opened for reading and keeps its journal mode.
/// `None` where there is no such file. A server that is not up yet is waited for as long as
/// `patience`. Blocks.
///
/// # Errors
/// Those of `look`; [`Error::Unavailable`](crate::Error::Unavailable) when the database stays out
/// of reach.
pub fn inspect<R>(
    url: &DatabaseUrl,
    patience: Duration,
    look: impl FnOnce(&mut AnyConnection) -> Result<R>,
) -> Result<Option<R>> {
    if matches!(url, DatabaseUrl::Sqlite(path) if !path.exists()) {
        return Ok(None);
    }
    let mut connection = patiently(url, patience, || AnyConnection::open_to_inspect(url))?;
    connection.begin_snapshot()?;
    let seen = look(&mut connection);
    // Nothing was written. What cannot be rolled back ends with the connection.
    _ = connection.rollback();
    seen.map(Some)
}
