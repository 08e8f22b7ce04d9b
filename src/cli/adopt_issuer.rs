use wall::{Database, IssuerError, PoolSizes};

use super::say;
use crate::{App, config::Config};

/// Lets the rows belong to the users of the issuer that is configured.
pub(super) fn run(app: App, config: &Config) -> Result<(), IssuerError> {
    let (url, patience) = (&config.database.url, config.database.patience);
    wall::prepare(app.migrations, &app.tables, url, patience)?;
    let database = Database::new(url, PoolSizes { connections: 1, patience });
    let issuer = config.issuer(config.listen.port());
    let adopted = wall::adopt_issuer(&database, issuer.clone());
    actix_rt::System::new().block_on(adopted)?;
    say(format_args!("the rows in {url} belong to users of {issuer}"));
    Ok(())
}
