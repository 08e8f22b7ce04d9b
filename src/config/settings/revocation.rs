use std::time::Duration;

use accounts::RevocationSettings;
use clap::Args;

use super::Switch;
use crate::config::{AccountsConfig, ConfigError, TokenConfig};

/// A copy of a session that is not to be remembered lasts up to so long, whatever is set.
const UNREMEMBERED_COPY: Duration = Duration::from_secs(300);

#[derive(Debug, Args)]
#[command(next_help_heading = "Tokens")]
pub(super) struct RevocationArguments {
    /// Whether tokens end with the session that gave them out, within 5 seconds on every server on the database
    #[arg(long, env = "OWNLY_REVOCATION", global = true, value_name = "SWITCH")]
    #[arg(default_value = "off")]
    revocation: Switch,
}

impl RevocationArguments {
    pub(super) fn check(
        &self,
        accounts: Option<&AccountsConfig>,
        tokens: &TokenConfig,
    ) -> Result<Option<RevocationSettings>, ConfigError> {
        if !self.revocation.is_on() {
            return Ok(None);
        }
        let accounts = accounts.ok_or(ConfigError::RevocationElsewhere)?;
        let copies = accounts.cookies.cache.as_ref();
        let copies = copies.map(|copies| copies.max_age.max(UNREMEMBERED_COPY));
        Ok(Some(RevocationSettings::new(tokens.expires_in, copies.unwrap_or_default())))
    }
}
