//! The settings of tokens and keys.

use std::time::Duration;

use accounts::{KeySettings, Secret};
use chrono::TimeDelta;
use clap::{Args, ValueEnum};
use remote_keys::{JwksUrl, Roots};
use token::Algorithm;

use super::{Switch, span::Span, trimmed};
use crate::config::{ConfigError, TokenConfig, secrets};

/// A key is published for this long before it signs, and one must sign before the next does.
const SHORTEST_ROTATION: Duration = Duration::from_secs(60 * 60);

#[derive(Debug, Args)]
#[command(next_help_heading = "Tokens")]
pub(super) struct TokenSettings {
    /// Algorithm of new keys of our own, which sign tokens [default: EdDSA, or HS256 with a shared secret]
    #[arg(long, env = "OWNLY_JWT_ALG", global = true, value_name = "ALG")]
    jwt_alg: Option<Alg>,

    /// How long a key signs before the next one does, as in 90d [default: for ever]
    #[arg(long, env = "OWNLY_JWT_KEY_ROTATION", global = true, value_name = "TIME")]
    jwt_key_rotation: Option<Span>,

    /// How long a key's tokens are taken after it has stopped signing
    #[arg(long, env = "OWNLY_JWT_KEY_GRACE", global = true, value_name = "TIME")]
    #[arg(default_value = "30d")]
    jwt_key_grace: Span,

    /// Shared secret for HS256, at least 32 bytes: tokens are signed and checked with it instead of keys of our own
    #[arg(long, env = "OWNLY_JWT_SECRET", global = true, value_name = "SECRET")]
    #[arg(hide_env_values = true)]
    jwt_secret: Option<Secret>,

    /// File to read that secret from
    #[arg(long, env = "OWNLY_JWT_SECRET_FILE", global = true, value_name = "PATH")]
    jwt_secret_file: Option<String>,

    /// The iss claim of tokens [default: the public origin]
    #[arg(long, env = "OWNLY_JWT_ISSUER", global = true, value_name = "ISSUER")]
    jwt_issuer: Option<String>,

    /// The aud claim of tokens; of several, separated by commas, any will do [default: the public origin]
    #[arg(long, env = "OWNLY_JWT_AUDIENCE", global = true, value_name = "AUDIENCES")]
    #[arg(value_delimiter = ',')]
    jwt_audience: Vec<String>,

    /// How long a token lasts, in seconds
    #[arg(long, env = "OWNLY_JWT_EXPIRES_IN", global = true, value_name = "SECONDS")]
    #[arg(default_value = "900", value_parser = clap::value_parser!(u32).range(60..=86_400))]
    jwt_expires_in: u32,

    /// How far the issuer's clock and ours may differ, in seconds
    #[arg(long, env = "OWNLY_JWT_LEEWAY", global = true, value_name = "SECONDS")]
    #[arg(default_value = "30", value_parser = clap::value_parser!(u32).range(0..=60))]
    jwt_leeway: u32,

    /// How many verified tokens are remembered, of 4 KiB each at most on average; 0 checks every signature anew
    #[arg(long, env = "OWNLY_JWT_CACHE", global = true, value_name = "N")]
    #[arg(default_value = "8192", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    jwt_cache: u32,

    /// JWKS URL of another issuer, whose tokens are taken; for OWNLY_ACCOUNTS=off
    #[arg(long, env = "OWNLY_JWKS_URL", global = true, value_name = "URL")]
    jwks_url: Option<String>,

    /// File with the certificates, in PEM, that vouch for that URL's server [default: Mozilla's]
    #[arg(long, env = "OWNLY_JWKS_CA_FILE", global = true, value_name = "PATH")]
    jwks_ca_file: Option<String>,

    /// How long its keys are taken for current, in seconds
    #[arg(long, env = "OWNLY_JWKS_TTL", global = true, value_name = "SECONDS")]
    #[arg(default_value = "300", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    jwks_ttl: u32,

    /// How long after a fetch of its keys the next one may be, in seconds
    #[arg(long, env = "OWNLY_JWKS_COOLDOWN", global = true, value_name = "SECONDS")]
    #[arg(default_value = "10", value_parser = clap::value_parser!(u32).range(1..=3600))]
    jwks_cooldown: u32,

    /// How long beyond that its keys are taken while it is away
    #[arg(long, env = "OWNLY_JWKS_STALE", global = true, value_name = "TIME")]
    #[arg(default_value = "1d")]
    jwks_stale: Span,

    /// Hosts, separated by commas, that the JWKS URL may name with http although they are other machines
    #[arg(long, env = "OWNLY_JWKS_INSECURE_HOSTS", global = true, value_name = "HOSTS")]
    #[arg(value_delimiter = ',')]
    jwks_insecure_hosts: Vec<String>,
}

/// The algorithms by the names of the JWA registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Alg {
    #[value(name = "EdDSA")]
    EdDsa,
    #[value(name = "ES256")]
    Es256,
    #[value(name = "ES512")]
    Es512,
    #[value(name = "RS256")]
    Rs256,
    #[value(name = "PS256")]
    Ps256,
    #[value(name = "HS256")]
    Hs256,
}

impl From<Alg> for Algorithm {
    fn from(alg: Alg) -> Self {
        match alg {
            Alg::EdDsa => Self::EdDsa,
            Alg::Es256 => Self::Es256,
            Alg::Es512 => Self::Es512,
            Alg::Rs256 => Self::Rs256,
            Alg::Ps256 => Self::Ps256,
            Alg::Hs256 => Self::Hs256,
        }
    }
}

impl TokenSettings {
    pub(super) fn check(mut self, accounts: Switch) -> Result<TokenConfig, ConfigError> {
        let secret = self.jwt_secret.take();
        let secret = secrets::given("OWNLY_JWT_SECRET", secret, self.jwt_secret_file.take())?;
        let remote = self.remote(accounts)?;
        match (accounts, &secret, &remote) {
            (_, Some(_), Some(_)) => return Err(ConfigError::SecretAndUrl),
            (Switch::Off, None, None) => return Err(ConfigError::NoKeys),
            (Switch::Off, _, _) if self.jwt_issuer.is_none() => return Err(ConfigError::NoIssuer),
            (Switch::On | Switch::Off, _, _) => {}
        }
        Ok(TokenConfig {
            keys: self.keys(secret.is_some())?,
            secret,
            remote,
            issuer: self.jwt_issuer,
            audiences: trimmed(self.jwt_audience),
            expires_in: Duration::from_secs(self.jwt_expires_in.into()),
            leeway: Duration::from_secs(self.jwt_leeway.into()),
            cache: usize::try_from(self.jwt_cache).unwrap_or(usize::MAX),
            revocation: None,
        })
    }

    fn remote(&self, accounts: Switch) -> Result<Option<remote_keys::Settings>, ConfigError> {
        let Some(url) = &self.jwks_url else { return Ok(None) };
        let hosts = trimmed(self.jwks_insecure_hosts.clone());
        let url = JwksUrl::parse(url, &hosts).map_err(ConfigError::JwksUrl)?;
        match accounts {
            Switch::On => Err(ConfigError::UrlAndAccounts),
            Switch::Off => Ok(Some(remote_keys::Settings {
                url,
                roots: self.roots()?,
                ttl: TimeDelta::seconds(self.jwks_ttl.into()),
                cooldown: TimeDelta::seconds(self.jwks_cooldown.into()),
                stale: delta(self.jwks_stale),
            })),
        }
    }

    fn roots(&self) -> Result<Roots, ConfigError> {
        let Some(path) = &self.jwks_ca_file else { return Ok(Roots::mozilla()) };
        let pem = secrets::read("OWNLY_JWKS_CA_FILE", path)?;
        Roots::from_pem(pem.as_bytes()).map_err(ConfigError::NoCertificate)
    }

    fn keys(&self, shared_secret: bool) -> Result<KeySettings, ConfigError> {
        let default = KeySettings::default();
        let algorithm = match self.jwt_alg.map(Algorithm::from) {
            Some(Algorithm::Hs256) if shared_secret => default.algorithm,
            Some(Algorithm::Hs256) => return Err(ConfigError::NoSharedSecret),
            Some(algorithm) if shared_secret => return Err(ConfigError::NotShared { algorithm }),
            Some(algorithm) => algorithm,
            None => default.algorithm,
        };
        let rotation = self.jwt_key_rotation;
        if rotation.is_some_and(|Span(every)| every < SHORTEST_ROTATION) {
            return Err(ConfigError::FastRotation);
        }
        let shortest = u64::from(self.jwt_expires_in) + u64::from(self.jwt_leeway) + 60;
        if self.jwt_key_grace.0 < Duration::from_secs(shortest) {
            return Err(ConfigError::ShortGrace { shortest });
        }
        let (rotation, grace) = (rotation.map(delta), delta(self.jwt_key_grace));
        Ok(KeySettings { algorithm, rotation, grace })
    }
}

/// No span is longer than a century: beyond it, sums of times would overflow.
fn delta(Span(span): Span) -> TimeDelta {
    let century = TimeDelta::days(36_500);
    TimeDelta::from_std(span).unwrap_or(century).min(century)
}
