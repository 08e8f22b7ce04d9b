//! Where the numbers for Prometheus are read.

use std::net::SocketAddr;

use accounts::Secret;
use clap::Args;

use crate::config::{ConfigError, MetricsConfig, secrets};

#[derive(Debug, Args)]
#[command(next_help_heading = "Metrics")]
pub(super) struct MetricsSettings {
    /// Address of its own for /metrics, such as 127.0.0.1:9464 [default: none]
    #[arg(long, env = "OWNLY_METRICS_LISTEN", global = true, value_name = "ADDRESS")]
    metrics_listen: Option<SocketAddr>,

    /// Bearer token that /metrics asks for, at least 32 bytes; without an address of its own it is then at the server's
    #[arg(long, env = "OWNLY_METRICS_TOKEN", global = true, value_name = "TOKEN")]
    #[arg(hide_env_values = true)]
    metrics_token: Option<Secret>,

    /// File to read that token from
    #[arg(long, env = "OWNLY_METRICS_TOKEN_FILE", global = true, value_name = "PATH")]
    metrics_token_file: Option<String>,
}

impl MetricsSettings {
    pub(super) fn check(self) -> Result<MetricsConfig, ConfigError> {
        let (token, file) = (self.metrics_token, self.metrics_token_file);
        let token = secrets::given("OWNLY_METRICS_TOKEN", token, file)?;
        Ok(MetricsConfig { listen: self.metrics_listen, token })
    }
}
