use super::say;
use crate::{MIGRATIONS, config::Config, owned_tables};

/// Brings the schema up to date.
pub(super) fn run(config: &Config) -> Result<(), wall::DatabaseError> {
    let (url, patience) = (&config.database.url, config.database.patience);
    let ran = wall::prepare([MIGRATIONS], &owned_tables(), url, patience)?;
    for name in &ran {
        say(format_args!("ran {name}"));
    }
    say(format_args!("{url} is up to date"));
    Ok(())
}
