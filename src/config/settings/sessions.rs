//! The settings of sessions and their cookies.

use std::time::Duration;

use accounts::{
    CacheStrategy, CookieCache, CookieSettings, Refresh, SessionBearer, SessionSettings,
};
use clap::{Args, ValueEnum};

use super::Switch;

/// No browser keeps a cookie for longer (RFC 6265bis, section 5.5).
const LONGEST: i64 = 34_560_000;

#[derive(Debug, Args)]
#[command(next_help_heading = "Sessions")]
pub(super) struct SessionArguments {
    /// How long a session lasts from when it was last extended, in seconds
    #[arg(long, env = "OWNLY_SESSION_EXPIRES_IN", global = true, value_name = "SECONDS")]
    #[arg(default_value = "604800", value_parser = clap::value_parser!(u32).range(60..=LONGEST))]
    session_expires_in: u32,

    /// How long a session lasts at most, however often it is extended, in seconds [default: no end]
    #[arg(long, env = "OWNLY_SESSION_MAX_AGE", global = true, value_name = "SECONDS")]
    #[arg(value_parser = clap::value_parser!(u32).range(60..=LONGEST))]
    session_max_age: Option<u32>,

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

    /// Whether a cookie carries a copy of the session, which answers without the database; a session that is ended goes on for as long as its copy
    #[arg(long, env = "OWNLY_COOKIE_CACHE", global = true, value_name = "FORM")]
    #[arg(default_value = "off")]
    cookie_cache: CacheForm,

    /// How long such a copy is good, in seconds
    #[arg(long, env = "OWNLY_COOKIE_CACHE_MAX_AGE", global = true, value_name = "SECONDS")]
    #[arg(default_value = "300", value_parser = clap::value_parser!(u32).range(1..=LONGEST))]
    cookie_cache_max_age: u32,

    /// Version of the copies; another one makes all that are out there worthless
    #[arg(long, env = "OWNLY_COOKIE_CACHE_VERSION", global = true, value_name = "TEXT")]
    #[arg(default_value = "1")]
    cookie_cache_version: String,

    /// What the names of the cookies begin with
    #[arg(long, env = "OWNLY_COOKIE_PREFIX", global = true, value_name = "TEXT")]
    #[arg(default_value = "better-auth")]
    cookie_prefix: String,

    /// Domain whose hosts all get the cookies, such as example.com [default: the public origin's host alone]
    #[arg(long, env = "OWNLY_COOKIE_DOMAIN", global = true, value_name = "DOMAIN")]
    cookie_domain: Option<String>,

    /// Whether the cookies are named __Host-…, which browsers take from this host alone; a Better Auth server on the same database does not find them
    #[arg(long, env = "OWNLY_COOKIE_HOST_ONLY", global = true, value_name = "SWITCH")]
    #[arg(default_value = "off")]
    cookie_host_only: Switch,

    /// Which bearer tokens are taken for a session: any, or only the signed ones of set-auth-token
    #[arg(long, env = "OWNLY_BEARER", global = true, value_name = "WHICH")]
    #[arg(default_value = "any")]
    bearer: Bearer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CacheForm {
    Off,
    Compact,
    Jwt,
    Jwe,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Bearer {
    Any,
    Signed,
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
            max_age: self.session_max_age.map(seconds),
            update_age: seconds(self.session_update_age),
            fresh_age: seconds(self.session_fresh_age),
            refresh: match self.session_refresh {
                SessionRefresh::On => Refresh::On,
                SessionRefresh::Off => Refresh::Off,
                SessionRefresh::Deferred => Refresh::Deferred,
            },
        }
    }

    /// What they mean for the cookies.
    pub(super) fn cookies(&self) -> CookieSettings {
        let strategy = match self.cookie_cache {
            CacheForm::Off => None,
            CacheForm::Compact => Some(CacheStrategy::Compact),
            CacheForm::Jwt => Some(CacheStrategy::Jwt),
            CacheForm::Jwe => Some(CacheStrategy::Jwe),
        };
        CookieSettings {
            prefix: self.cookie_prefix.clone(),
            domain: self.cookie_domain.clone(),
            host_only: self.cookie_host_only.is_on(),
            cache: strategy.map(|strategy| CookieCache {
                strategy,
                max_age: Duration::from_secs(self.cookie_cache_max_age.into()),
                version: self.cookie_cache_version.clone(),
            }),
        }
    }

    pub(super) fn bearer(&self) -> SessionBearer {
        match self.bearer {
            Bearer::Any => SessionBearer::Any,
            Bearer::Signed => SessionBearer::Signed,
        }
    }
}
