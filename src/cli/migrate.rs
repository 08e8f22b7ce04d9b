use super::say;
use crate::{App, config::Config};

/// Brings the schema up to date.
pub(super) fn run(app: App, config: &Config) -> Result<(), wall::DatabaseError> {
    let (url, patience) = (&config.database.url, config.database.patience);
    let ran = wall::prepare(app.migrations, &app.tables, url, patience)?;
    for name in &ran {
        say(format_args!("ran {name}"));
    }
    say(format_args!("{url} is up to date"));
    Ok(())
}
