//! Waiting for a server that is not up yet.

use std::time::{Duration, Instant};

use diesel::ConnectionResult;

use crate::{DatabaseUrl, Result, connection::AnyConnection};

/// A connection to a server that may not be up yet.
pub(crate) fn patiently(
    url: &DatabaseUrl,
    patience: Duration,
    open: impl Fn() -> ConnectionResult<AnyConnection>,
) -> Result<AnyConnection> {
    let (start, mut pause) = (Instant::now(), Duration::from_millis(100));
    loop {
        let error = match open() {
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
