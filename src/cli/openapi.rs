use super::say;
use crate::{config::Config, openapi::document};

/// Prints the OpenAPI document.
pub(super) fn run(config: &Config) -> serde_json::Result<()> {
    say(document(config.accounts.is_some()).to_pretty_json()?);
    Ok(())
}
