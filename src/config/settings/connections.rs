//! Connections: how many, and how slow.

use std::time::Duration;

use clap::Args;

use crate::config::ConnectionsConfig;

#[derive(Debug, Args)]
#[command(next_help_heading = "Connections")]
pub(super) struct ConnectionsSettings {
    /// Connections that may be open at the same time; further ones wait until one is closed
    #[arg(long, env = "OWNLY_MAX_CONNECTIONS", global = true, value_name = "N")]
    #[arg(default_value = "10000", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    max_connections: u32,

    /// How long the head of a connection's first request may take to arrive, in seconds
    #[arg(long, env = "OWNLY_HEADER_TIMEOUT", global = true, value_name = "SECONDS")]
    #[arg(default_value = "5", value_parser = clap::value_parser!(u16).range(1..=300))]
    header_timeout: u16,

    /// How long the body of a request may take to arrive, in seconds
    #[arg(long, env = "OWNLY_BODY_TIMEOUT", global = true, value_name = "SECONDS")]
    #[arg(default_value = "10", value_parser = clap::value_parser!(u16).range(1..=300))]
    body_timeout: u16,
}

impl ConnectionsSettings {
    pub(super) fn check(self) -> ConnectionsConfig {
        ConnectionsConfig {
            most: self.max_connections as usize,
            header_timeout: Duration::from_secs(self.header_timeout.into()),
            body_timeout: Duration::from_secs(self.body_timeout.into()),
        }
    }
}
