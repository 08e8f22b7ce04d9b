//! What is listened to, and for how long.

use std::{net::SocketAddr, time::Duration};

use accounts::Secret;

/// How many connections there may be, and how slow what comes over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionsConfig {
    /// `OWNLY_MAX_CONNECTIONS`: at the same time, rounded up to as many for each worker.
    pub most: usize,
    /// `OWNLY_HEADER_TIMEOUT`: for the head of a connection's first request.
    pub header_timeout: Duration,
    /// `OWNLY_BODY_TIMEOUT`: for the body of a request.
    pub body_timeout: Duration,
}

impl Default for ConnectionsConfig {
    /// As it is when nothing is set.
    fn default() -> Self {
        let (header, body) = (Duration::from_secs(5), Duration::from_secs(10));
        Self { most: 10_000, header_timeout: header, body_timeout: body }
    }
}

/// Where the numbers for Prometheus are read: nowhere, if neither is set.
#[derive(Debug, Clone, Default)]
pub struct MetricsConfig {
    /// `OWNLY_METRICS_LISTEN`.
    pub listen: Option<SocketAddr>,
    /// `OWNLY_METRICS_TOKEN`: what must be shown. Without an address of its own `/metrics` is
    /// then at the server's.
    pub token: Option<Secret>,
}

impl MetricsConfig {
    /// Whether anything is counted.
    pub fn is_on(&self) -> bool {
        self.listen.is_some() || self.token.is_some()
    }
}
