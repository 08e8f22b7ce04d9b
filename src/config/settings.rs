//! The settings as they are written. Each has its flag, its variable and its line in
//! `.env.example`, all from here.

mod connections;
mod limits;
mod mail;
mod metrics;
mod page;
mod revocation;
mod sessions;
mod span;
mod tokens;
mod users;

use std::{net::SocketAddr, thread, time::Duration};

use accounts::{Cost, MailSettings, Options, Origin, Secret};
use clap::{Args, ValueEnum};
use wall::DatabaseUrl;

use self::{limits::LimitsSettings, sessions::SessionArguments, tokens::TokenSettings};
use super::{
    AccountsConfig, Config, ConfigError, DatabaseConfig, LimitsConfig,
    secrets::{self, Missing},
};

/// The settings as they are written.
#[derive(Debug, Args)]
pub struct Settings {
    #[command(flatten)]
    server: ServerSettings,
    #[command(flatten)]
    connections: connections::ConnectionsSettings,
    #[command(flatten)]
    metrics: metrics::MetricsSettings,
    #[command(flatten)]
    page: page::PageSettings,
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(flatten)]
    accounts: AccountsSettings,
    #[command(flatten)]
    limits: LimitsSettings,
    #[command(flatten)]
    sessions: SessionArguments,
    #[command(flatten)]
    mail: mail::MailArguments,
    #[command(flatten)]
    users: users::UserArguments,
    #[command(flatten)]
    tokens: TokenSettings,
    #[command(flatten)]
    revocation: revocation::RevocationArguments,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Server")]
struct ServerSettings {
    /// Address to listen on; port 0 takes a free one and prints it
    #[arg(long, env = "OWNLY_LISTEN", global = true, value_name = "ADDRESS")]
    #[arg(default_value = "127.0.0.1:3000")]
    listen: SocketAddr,

    /// Threads that answer requests [default: one a core]
    #[arg(long, env = "OWNLY_WORKERS", global = true, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1024))]
    workers: Option<u16>,

    /// How long a server that gets SIGTERM goes on, for balancers to notice, in seconds
    #[arg(long, env = "OWNLY_SHUTDOWN_GRACE", global = true, value_name = "SECONDS")]
    #[arg(default_value = "5", value_parser = clap::value_parser!(u16).range(0..=300))]
    shutdown_grace: u16,

    /// Log format [default: text in a terminal, json otherwise]; RUST_LOG sets the level
    #[arg(long, env = "OWNLY_LOG", global = true, value_name = "FORMAT")]
    log: Option<LogFormat>,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Database")]
struct DatabaseSettings {
    /// Database: sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME
    #[arg(long, env = "DATABASE_URL", global = true, value_name = "URL")]
    #[arg(default_value = "sqlite://data/ownly.db", hide_env_values = true)]
    database_url: Secret,

    /// File to read the database URL from
    #[arg(long, env = "DATABASE_URL_FILE", global = true, value_name = "PATH")]
    database_url_file: Option<String>,

    /// Database connections [default: four a core]
    #[arg(long, env = "OWNLY_DB_POOL", global = true, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=1000))]
    db_pool: Option<u32>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Accounts")]
struct AccountsSettings {
    /// Whether users sign in here; off makes a pure resource server without /api/auth
    #[arg(long, env = "OWNLY_ACCOUNTS", global = true, value_name = "SWITCH")]
    #[arg(default_value = "on")]
    accounts: Switch,

    /// Public origin: for cookies, links, and the iss and aud of tokens [default: http://localhost:PORT]
    #[arg(long, env = "BETTER_AUTH_URL", global = true, value_name = "ORIGIN")]
    url: Option<Origin>,

    /// Origins that may use the accounts besides the public one, separated by commas; * and ? match
    #[arg(long, env = "BETTER_AUTH_TRUSTED_ORIGINS", global = true, value_name = "ORIGINS")]
    #[arg(value_delimiter = ',')]
    trusted_origins: Vec<String>,

    /// Secret that signs cookies and locks keys, at least 32 bytes [default: made on loopback, kept beside the database]
    #[arg(long, env = "BETTER_AUTH_SECRET", global = true, value_name = "SECRET")]
    #[arg(hide_env_values = true)]
    secret: Option<Secret>,

    /// File to read that secret from
    #[arg(long, env = "BETTER_AUTH_SECRET_FILE", global = true, value_name = "PATH")]
    secret_file: Option<String>,

    /// Secrets by version, the current one first, to replace one by another: 2:NEW,1:OLD; only BETTER_AUTH_SECRET opens keys from before
    #[arg(long, env = "BETTER_AUTH_SECRETS", global = true, value_name = "SECRETS")]
    #[arg(hide_env_values = true)]
    secrets: Option<Secret>,

    /// File to read those secrets from
    #[arg(long, env = "BETTER_AUTH_SECRETS_FILE", global = true, value_name = "PATH")]
    secrets_file: Option<String>,

    /// Threads that hash passwords [default: one a core]
    #[arg(long, env = "OWNLY_HASH_THREADS", global = true, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=256))]
    hash_threads: Option<u16>,

    /// Cost of a password hash; cheap is for tests, and refused off loopback
    #[arg(long, env = "OWNLY_HASH_COST", global = true, value_name = "COST")]
    #[arg(default_value = "standard")]
    hash_cost: HashCost,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

impl Switch {
    fn is_on(self) -> bool {
        self == Self::On
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum HashCost {
    Standard,
    Cheap,
}

impl Settings {
    /// How log lines are to be written, if it was said.
    pub fn log_format(&self) -> Option<LogFormat> {
        self.server.log
    }

    /// Checks the settings against each other. Reads the files of secrets, and makes the secret
    /// of a server that nobody but this machine can reach if it has none.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(self) -> Result<Config, ConfigError> {
        self.checked(Missing::Make)
    }

    /// The same, but makes no secret: one that would have to be made is empty.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn look(self) -> Result<Config, ConfigError> {
        self.checked(Missing::LeaveOut)
    }

    fn checked(self, missing: Missing) -> Result<Config, ConfigError> {
        let Self {
            server,
            connections,
            metrics,
            page,
            database,
            accounts,
            limits,
            sessions,
            mail,
            users,
            ..
        } = self;
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let database = database.check(cores)?;
        let mut tokens = self.tokens.check(accounts.accounts)?;
        let web = page.check(accounts.accounts);
        let accounts = match accounts.accounts {
            Switch::On => {
                let mail = mail.check(server.listen)?;
                let options = users.check(mail.is_some(), page::link_pages(web))?;
                let elsewhere = Elsewhere { limits: limits.check(), sessions, mail, options };
                Some(accounts.check(server.listen, &database.url, missing, cores, elsewhere)?)
            }
            Switch::Off => None,
        };
        tokens.revocation = self.revocation.check(accounts.as_ref(), &tokens)?;
        let workers = server.workers.map_or(cores, usize::from);
        let shutdown_grace = Duration::from_secs(server.shutdown_grace.into());
        Ok(Config {
            listen: server.listen,
            connections: connections.check(),
            metrics: metrics.check()?,
            workers,
            shutdown_grace,
            web,
            database,
            accounts,
            tokens,
        })
    }
}

impl DatabaseSettings {
    fn check(self, cores: usize) -> Result<DatabaseConfig, ConfigError> {
        // It may hold a password, so it is not clap that parses it and quotes it in a complaint.
        let url = match self.database_url_file {
            Some(path) => secrets::read("DATABASE_URL_FILE", &path)?,
            None => String::from_utf8_lossy(self.database_url.as_bytes()).into_owned(),
        };
        let url = url.parse().map_err(ConfigError::DatabaseUrl)?;
        let cores = u32::try_from(cores).unwrap_or(u32::MAX);
        let pool = self.db_pool.unwrap_or(cores.saturating_mul(4).min(32));
        Ok(DatabaseConfig { url, pool, patience: Duration::from_secs(30) })
    }
}

/// What is said of the accounts in rooms of its own.
struct Elsewhere {
    limits: LimitsConfig,
    sessions: SessionArguments,
    mail: Option<MailSettings>,
    options: Options,
}

impl AccountsSettings {
    fn check(
        self,
        listen: SocketAddr,
        database: &DatabaseUrl,
        missing: Missing,
        cores: usize,
        elsewhere: Elsewhere,
    ) -> Result<AccountsConfig, ConfigError> {
        let secret = (self.secret, self.secret_file);
        let secrets = match secrets::versioned((self.secrets, self.secrets_file), secret)? {
            Some(secrets) => secrets,
            None if listen.ip().is_loopback() => secrets::kept_beside(database, missing)?.into(),
            None => return Err(ConfigError::NoSecret { listen }),
        };
        let hash_cost = match self.hash_cost {
            HashCost::Standard => Cost::Standard,
            HashCost::Cheap if listen.ip().is_loopback() => Cost::Cheap,
            HashCost::Cheap => return Err(ConfigError::CheapHash { listen }),
        };
        let Elsewhere { limits, sessions, mail, options } = elsewhere;
        Ok(AccountsConfig {
            url: self.url,
            trusted_origins: trimmed(self.trusted_origins),
            secrets,
            sessions: sessions.sessions(),
            cookies: sessions.cookies(),
            bearer: sessions.bearer(),
            hash_threads: self.hash_threads.map_or(cores, usize::from),
            hash_cost,
            limits,
            mail,
            options,
        })
    }
}

fn trimmed(list: Vec<String>) -> Vec<String> {
    let trimmed = list.into_iter().map(|entry| entry.trim().to_owned());
    trimmed.filter(|entry| !entry.is_empty()).collect()
}
