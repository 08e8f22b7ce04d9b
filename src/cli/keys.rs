use accounts::{Entropy, KeyReport, KeyState, SigningKeys, SigningKeysError};
use chrono::SecondsFormat;
use clap::Subcommand;
use derive_more::{Display, Error, From};
use token::Clock;
use wall::{Database, PoolSizes};

use super::say;
use crate::{App, config::Config};

#[derive(Debug, Clone, Subcommand)]
pub(super) enum Action {
    /// Show each key: its name, algorithm, when it was made, when it stops to sign, and its state
    List,
    /// Make the next key. It signs 10 minutes from now, when verifiers have had the time to see it
    Rotate {
        /// Sign with it at once: verifiers that do not look for unknown keys refuse its tokens
        #[arg(long)]
        now: bool,
    },
    /// Forget a key that is in the wrong hands: its tokens are refused within a minute, and by
    /// others as soon as they fetch the keys again, which they may put off for 5 minutes
    Revoke {
        /// The name of the key
        kid: String,
    },
}

/// Why nothing was done.
#[derive(Debug, Display, Error, From)]
pub(super) enum KeysError {
    #[display("the tokens of this server are not signed with keys of its own")]
    NoKeysOfOurOwn,
    #[display("there is no key {kid}")]
    #[from(skip)]
    Unknown {
        kid: String,
    },
    #[display("database: {_0}")]
    Database(wall::DatabaseError),
    Keys(SigningKeysError),
}

pub(super) fn run(app: App, config: &Config, action: Action) -> Result<(), KeysError> {
    let keys = open(app, config)?;
    actix_rt::System::new().block_on(async {
        match action {
            Action::List => list(&keys).await,
            Action::Rotate { now } => {
                let kid = keys.rotate(now).await?;
                let signs = |key: &KeyReport| key.kid == kid && key.state == KeyState::Signing;
                let at_once = keys.list().await?.iter().any(signs);
                let when = if at_once { "now" } else { "in 10 minutes" };
                say(format_args!("{kid} signs {when}"));
                Ok(())
            }
            Action::Revoke { kid } => {
                if !keys.revoke(&*kid).await? {
                    return Err(KeysError::Unknown { kid });
                }
                say(format_args!("{kid} is revoked"));
                Ok(())
            }
        }
    })
}

/// The keys in the database, which is brought up to date.
pub(super) fn open(app: App, config: &Config) -> Result<SigningKeys, KeysError> {
    let told = config.accounts.as_ref().filter(|_| config.tokens.secret.is_none());
    let told = told.ok_or(KeysError::NoKeysOfOurOwn)?;
    let (url, patience) = (&config.database.url, config.database.patience);
    wall::prepare(app.migrations, &app.tables, url, patience)?;
    let database = Database::new(url, PoolSizes { connections: 1, patience });
    let (secrets, settings) = (told.secrets.clone(), config.tokens.keys);
    Ok(SigningKeys::new(database, Clock::system(), Entropy::system(), secrets, settings))
}

async fn list(keys: &SigningKeys) -> Result<(), KeysError> {
    say(format_args!("{:34} {:6} {:21} {:21} state", "kid", "alg", "made", "signs until"));
    let time = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    for key in keys.list().await? {
        let end = key.expires_at.map_or_else(|| "-".to_owned(), time);
        let (kid, algorithm, made) = (key.kid, key.algorithm, time(key.created_at));
        say(format_args!("{kid:34} {algorithm:6} {made:21} {end:21} {}", key.state));
    }
    Ok(())
}
