//! What was revoked, for whoever judges a single token.

use std::sync::Arc;

use db::Database;
use token::{Clock, RevocationSource};

use crate::{RevocationSettings, service::revocations::Revocations};

/// What was revoked in `database`, whose schema is up to date, by now.
///
/// # Errors
/// [`Unavailable`](db::Error::Unavailable) when the database cannot be had.
pub async fn known_revocations(
    database: Database,
    clock: Clock,
    settings: RevocationSettings,
) -> Result<Arc<dyn RevocationSource>, db::Error> {
    let known = Revocations::new(database, clock, settings);
    known.look().await?;
    Ok(Arc::new(known))
}
