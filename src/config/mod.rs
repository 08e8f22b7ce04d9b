//! What the program was told to do: defaults, then `.env`, then the environment, then flags.

mod connections;
mod environment;
mod example;
mod secrets;
mod settings;
mod tokens;

use std::{net::SocketAddr, time::Duration};

use accounts::{
    BadMail, CommonPasswords, CookieSettings, Cost, MailSettings, Options, Origin, RateLimit,
    Secrets, SecretsError, SessionBearer, SessionSettings, TrustedProxy,
};
use derive_more::{Display, Error};
use token::Algorithm;
use wall::{DatabaseUrl, Issuer};

pub use connections::{ConnectionsConfig, MetricsConfig};
pub use environment::{Environment, arguments};
pub use example::example;
pub use settings::{LogFormat, Settings};
pub use tokens::TokenConfig;

/// What the program was told to do, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// How many connections, and how slow ones.
    pub connections: ConnectionsConfig,
    /// Where the numbers for Prometheus are read, if anywhere.
    pub metrics: MetricsConfig,
    /// Threads that answer requests.
    pub workers: usize,
    /// How long a server that is told to stop goes on while it says so.
    pub shutdown_grace: Duration,
    /// `OWNLY_WEB`: whether people get a page at `/`. Never without accounts.
    pub web: bool,
    /// Where the data is.
    pub database: DatabaseConfig,
    /// The accounts; `None` makes a pure resource server without `/api/auth`.
    pub accounts: Option<AccountsConfig>,
    /// Which tokens are taken, and given out.
    pub tokens: TokenConfig,
}

/// Where the data is.
#[derive(Debug, Clone)]
pub struct DatabaseConfig {
    /// `DATABASE_URL`.
    pub url: DatabaseUrl,
    /// `OWNLY_DB_POOL`: connections.
    pub pool: u32,
    /// How long to wait at the start for a database that is not up yet.
    pub patience: Duration,
}

/// How users sign in.
#[derive(Debug, Clone)]
pub struct AccountsConfig {
    /// `BETTER_AUTH_URL`: the public origin. `None` is `http://localhost:PORT`, whatever port it
    /// is.
    pub url: Option<Origin>,
    /// `BETTER_AUTH_TRUSTED_ORIGINS`.
    pub trusted_origins: Vec<String>,
    /// `BETTER_AUTH_SECRETS` and `BETTER_AUTH_SECRET`, or the one kept beside the database.
    pub secrets: Secrets,
    /// `OWNLY_SESSION_…`.
    pub sessions: SessionSettings,
    /// `OWNLY_COOKIE_…`.
    pub cookies: CookieSettings,
    /// `OWNLY_BEARER`.
    pub bearer: SessionBearer,
    /// `OWNLY_HASH_THREADS`.
    pub hash_threads: usize,
    /// `OWNLY_HASH_COST`.
    pub hash_cost: Cost,
    /// `OWNLY_MAIL` and what belongs to it; `None` sends none.
    pub mail: Option<MailSettings>,
    /// How users come, stay and go.
    pub options: Options,
    /// What callers may not do too often, or at all.
    pub limits: LimitsConfig,
}

/// What callers may not do too often, or at all.
#[derive(Debug, Clone)]
pub struct LimitsConfig {
    /// `OWNLY_RATE_LIMIT`.
    pub rate_limit: RateLimit,
    /// `OWNLY_TRUSTED_PROXIES`.
    pub trusted_proxies: Vec<TrustedProxy>,
    /// `OWNLY_COMMON_PASSWORDS`.
    pub common_passwords: CommonPasswords,
}

impl Config {
    /// The public origin, when the server listens on `port`.
    pub fn origin(&self, port: u16) -> Origin {
        let told = self.accounts.as_ref().and_then(|accounts| accounts.url.clone());
        told.unwrap_or_else(|| Origin::localhost(port))
    }
}

impl Config {
    /// Who gives out the tokens that are taken, when the server listens on `port`.
    pub fn issuer(&self, port: u16) -> Issuer {
        let expected = self.tokens.expectations(self.origin(port).as_str());
        Issuer { accounts_here: self.accounts.is_some(), name: expected.issuer }
    }
}

/// What is wrong with the configuration. The program ends with exit code 78 (`EX_CONFIG` of
/// sysexits.h).
#[derive(Debug, Display, Error, PartialEq, Eq)]
pub enum ConfigError {
    /// A name that starts with `OWNLY_` and is no setting: most likely mistyped.
    #[display("{name} is not a setting of this version{}", meant.as_ref().map_or_else(String::new, |meant| format!("; did you mean {meant}?")))]
    Unknown {
        /// The name.
        name: String,
        /// The setting with the nearest name.
        meant: Option<String>,
    },
    /// Both a secret and a file to read it from.
    #[display("{name} and {name}_FILE are both set; set one of them")]
    Twice {
        /// The name.
        name: &'static str,
    },
    /// The file of a secret cannot be read.
    #[display("{name}: {path} cannot be read: {why}")]
    Unreadable {
        /// The name.
        name: String,
        /// The file.
        path: String,
        /// The system's words.
        why: String,
    },
    /// The database URL names no database that can be used.
    #[display("DATABASE_URL: {_0}")]
    DatabaseUrl(wall::UrlError),
    /// A secret is too short to be one, or one that everybody knows.
    #[display(
        "{name} must be at least 32 bytes long and no one's example; try: openssl rand -base64 32"
    )]
    WeakSecret {
        /// The name.
        name: &'static str,
    },
    /// Secrets with versions that cannot be read.
    #[display("BETTER_AUTH_SECRETS: {_0}")]
    Secrets(SecretsError),
    /// Off loopback the secret must be given.
    #[display(
        "to listen on {listen}, set BETTER_AUTH_SECRET (at least 32 bytes); try: openssl rand -base64 32"
    )]
    NoSecret {
        /// Where.
        listen: SocketAddr,
    },
    /// The cheap hash is for tests.
    #[display("OWNLY_HASH_COST=cheap is for tests and refused on {listen}")]
    CheapHash {
        /// Where.
        listen: SocketAddr,
    },
    /// Mail cannot be sent that way.
    #[display("OWNLY_MAIL: {_0}")]
    Mail(BadMail),
    /// Mail cannot be sent by that sender.
    #[display("OWNLY_MAIL_FROM: {_0}")]
    MailFrom(BadMail),
    /// Printed mail is for one's own machine.
    #[display("OWNLY_MAIL=log prints links that let anyone in, and is refused on {listen}")]
    PrintedMail {
        /// Where.
        listen: SocketAddr,
    },
    /// Something that cannot be done without mail.
    #[display("{name} needs mail: set OWNLY_MAIL")]
    NeedsMail {
        /// The name.
        name: &'static str,
    },
    /// No password would be right.
    #[display("OWNLY_MIN_PASSWORD_LENGTH is greater than OWNLY_MAX_PASSWORD_LENGTH")]
    PasswordLengths,
    /// The page for errors is nowhere.
    #[display("OWNLY_ERROR_URL must be a path such as /oops, or an http or https URL")]
    ErrorUrl,
    /// A resource server has no keys of its own.
    #[display(
        "with OWNLY_ACCOUNTS=off set OWNLY_JWKS_URL, where the keys of the tokens' issuer are, or \
         OWNLY_JWT_SECRET, the secret that tokens are signed with"
    )]
    NoKeys,
    /// Nobody issues tokens here, so who does must be said.
    #[display("with OWNLY_ACCOUNTS=off set OWNLY_JWT_ISSUER, the iss claim of the tokens to take")]
    NoIssuer,
    /// Symmetric and asymmetric keys are never mixed.
    #[display("OWNLY_JWT_SECRET and OWNLY_JWKS_URL are both set; set one of them")]
    SecretAndUrl,
    /// A server with accounts takes the tokens that it gives out.
    #[display("OWNLY_JWKS_URL is for servers without accounts: set OWNLY_ACCOUNTS=off")]
    UrlAndAccounts,
    /// Keys cannot be fetched from there.
    #[display("OWNLY_JWKS_URL: {_0}")]
    JwksUrl(remote_keys::JwksUrlError),
    /// Nobody would be believed.
    #[display("OWNLY_JWKS_CA_FILE: {_0}")]
    NoCertificate(remote_keys::NoCertificate),
    /// Whoever ends a session elsewhere does not say so here.
    #[display(
        "OWNLY_REVOCATION=on is for servers with accounts: with OWNLY_ACCOUNTS=off sessions are \
         ended elsewhere, and nobody tells this server"
    )]
    RevocationElsewhere,
    /// HS256 takes a secret.
    #[display("OWNLY_JWT_ALG=HS256 needs OWNLY_JWT_SECRET, the shared secret")]
    NoSharedSecret,
    /// A shared secret is for HS256 and nothing else.
    #[display("OWNLY_JWT_SECRET is for HS256, and OWNLY_JWT_ALG is {algorithm}; set one of them")]
    NotShared {
        /// The algorithm.
        algorithm: Algorithm,
    },
    /// A key is published before it signs.
    #[display("OWNLY_JWT_KEY_ROTATION must be at least 1h")]
    FastRotation,
    /// A key would be forgotten while its tokens last.
    #[display("OWNLY_JWT_KEY_GRACE must be at least {shortest} s, as long as a token may be good")]
    ShortGrace {
        /// Seconds.
        shortest: u64,
    },
}
