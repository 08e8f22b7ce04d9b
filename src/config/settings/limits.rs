use accounts::{CommonPasswords, RateLimit, TrustedProxy};
use clap::{Args, ValueEnum};

use crate::config::LimitsConfig;

/// What callers may not do too often, or at all.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(super) struct LimitsSettings {
    /// Where to count how often a client calls the accounts; database lets several servers count together
    #[arg(long, env = "OWNLY_RATE_LIMIT", global = true, value_name = "STORAGE")]
    #[arg(default_value = "memory")]
    rate_limit: RateLimitStorage,

    /// Proxies whose X-Forwarded-For is believed: addresses and networks such as 10.0.0.0/8, separated by commas
    #[arg(long, env = "OWNLY_TRUSTED_PROXIES", global = true, value_name = "NETWORKS")]
    #[arg(value_delimiter = ',')]
    trusted_proxies: Vec<TrustedProxy>,

    /// What becomes of a new password that is among the 100,000 most common ones, or made of the address or the site's name
    #[arg(long, env = "OWNLY_COMMON_PASSWORDS", global = true, value_name = "WHETHER")]
    #[arg(default_value = "refuse")]
    common_passwords: CommonPasswordsChoice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RateLimitStorage {
    Off,
    Memory,
    Database,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CommonPasswordsChoice {
    Refuse,
    Allow,
}

impl LimitsSettings {
    pub(super) fn check(self) -> LimitsConfig {
        LimitsConfig {
            rate_limit: match self.rate_limit {
                RateLimitStorage::Off => RateLimit::Off,
                RateLimitStorage::Memory => RateLimit::Memory,
                RateLimitStorage::Database => RateLimit::Database,
            },
            trusted_proxies: self.trusted_proxies,
            common_passwords: match self.common_passwords {
                CommonPasswordsChoice::Refuse => CommonPasswords::Refuse,
                CommonPasswordsChoice::Allow => CommonPasswords::Allow,
            },
        }
    }
}
