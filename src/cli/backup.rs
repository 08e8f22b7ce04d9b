use std::path::Path;

use super::say;
use crate::config::Config;

/// Copies the database into a new file.
pub(super) fn run(config: &Config, file: &Path) -> Result<(), wall::BackupError> {
    wall::back_up(&config.database.url, file)?;
    say(format_args!("copied {} to {}", config.database.url, file.display()));
    Ok(())
}
