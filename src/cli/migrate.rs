use super::say;
use crate::{MIGRATIONS, config::Config};

/// Brings the schema up to date.
pub(super) fn run(config: &Config) -> Result<(), wall::DatabaseError> {
    let ran = MIGRATIONS.run(&config.database.url, config.database.patience)?;
    for name in &ran {
        say(format_args!("ran {name}"));
    }
    say(format_args!("{} is up to date", config.database.url));
    Ok(())
}
