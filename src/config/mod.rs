//! What the program was told to do: defaults, then `.env`, then the environment, then flags.

mod environment;
mod example;
mod secrets;
mod settings;

use std::{net::SocketAddr, time::Duration};

use accounts::{
    BadMail, CommonPasswords, CookieSettings, Cost, MailSettings, Options, Origin, RateLimit,
    Secret, Secrets, SecretsError, SessionBearer, SessionSettings, TrustedProxy,
};
use derive_more::{Display, Error};
use token::Expectations;
use wall::DatabaseUrl;

pub use environment::{Environment, arguments};
pub use example::example;
pub use settings::{LogFormat, Settings};

/// What the program was told to do, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen. Port 0 takes a free one.
    pub listen: SocketAddr,
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

/// Which tokens are taken, and given out.
#[derive(Debug, Clone)]
pub struct TokenConfig {
    /// `OWNLY_JWT_SECRET`: tokens are signed and checked with it; `None` signs with keys of our
    /// own.
    pub secret: Option<Secret>,
    /// `OWNLY_JWT_ISSUER`; `None` is the public origin.
    pub issuer: Option<String>,
    /// `OWNLY_JWT_AUDIENCE`; empty is the public origin.
    pub audiences: Vec<String>,
    /// `OWNLY_JWT_EXPIRES_IN`.
    pub expires_in: Duration,
    /// `OWNLY_JWT_LEEWAY`.
    pub leeway: Duration,
}

impl TokenConfig {
    /// What a token must say, on a server whose public origin is `origin`.
    pub fn expectations(&self, origin: &str) -> Expectations {
        let issuer = self.issuer.clone().unwrap_or_else(|| origin.to_owned());
        let audiences = match self.audiences.as_slice() {
            [] => vec![origin.to_owned()],
            audiences => audiences.to_vec(),
        };
        Expectations { issuer, audiences, leeway: self.leeway }
    }
}

impl Config {
    /// The public origin, when the server listens on `port`.
    pub fn origin(&self, port: u16) -> Origin {
        let told = self.accounts.as_ref().and_then(|accounts| accounts.url.clone());
        told.unwrap_or_else(|| Origin::localhost(port))
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
        "with OWNLY_ACCOUNTS=off set OWNLY_JWT_SECRET, the secret that tokens are signed with"
    )]
    NoKeys,
    /// Nobody issues tokens here, so who does must be said.
    #[display("with OWNLY_ACCOUNTS=off set OWNLY_JWT_ISSUER, the iss claim of the tokens to take")]
    NoIssuer,
}
