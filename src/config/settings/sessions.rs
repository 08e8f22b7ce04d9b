//! The settings of sessions and their cookies.

use std::time::Duration;

use accounts::{Refresh, SessionSettings};
use clap::{Args, ValueEnum};

/// No browser keeps a cookie for longer (RFC 6265bis, section 5.5).
const LONGEST: i64 = 34_560_000;

#[derive(Debug, Args)]
#[command(next_help_heading = "Sessions")]
pub(super) struct SessionArguments {
    /// How long a session lasts from when it was last extended, in seconds
    #[arg(long, env = "OWNLY_SESSION_EXPIRES_IN", global = true, value_name = "SECONDS")]
    #[arg(default_value = "604800", value_parser = clap::value_parser!(u32).range(60..=LONGEST))]
    session_expires_in: u32,

    /// After how many seconds a session that is used is extended; 0 extends it at each use
    #[arg(long, env = "OWNLY_SESSION_UPDATE_AGE", global = true, value_name = "SECONDS")]
    #[arg(default_value = "86400", value_parser = clap::value_parser!(u32).range(0..=LONGEST))]
    session_update_age: u32,

    /// How many seconds after signing in a user may do what needs a fresh session; 0 always
    #[arg(long, env = "OWNLY_SESSION_FRESH_AGE", global = true, value_name = "SECONDS")]
    #[arg(default_value = "86400", value_parser = clap::value_parser!(u32).range(0..=LONGEST))]
    session_fresh_age: u32,

    /// Whether sessions are extended: on by any use, off never, deferred by POST /get-session
    #[arg(long, env = "OWNLY_SESSION_REFRESH", global = true, value_name = "WHEN")]
    #[arg(default_value = "on")]
    session_refresh: SessionRefresh,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SessionRefresh {
    On,
    Off,
    Deferred,
}

impl SessionArguments {
    /// What they mean.
    pub(super) fn sessions(&self) -> SessionSettings {
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        SessionSettings {
            expires_in: seconds(self.session_expires_in),
            update_age: seconds(self.session_update_age),
            fresh_age: seconds(self.session_fresh_age),
            refresh: match self.session_refresh {
                SessionRefresh::On => Refresh::On,
                SessionRefresh::Off => Refresh::Off,
                SessionRefresh::Deferred => Refresh::Deferred,
            },
        }
    }
}
