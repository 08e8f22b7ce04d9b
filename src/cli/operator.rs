//! What the commands for accounts have in common.

use accounts::{Admin, AdminError, Entropy};
use derive_more::{Display, Error, From};
use token::Clock;
use wall::{Database, PoolSizes};

use crate::{App, config::Config};

/// Why a command for accounts did not do its work.
#[derive(Debug, Display, Error, From)]
pub(super) enum OperatorError {
    #[display("OWNLY_ACCOUNTS is off: there are no accounts here")]
    NoAccounts,
    #[display("database: {_0}")]
    Database(wall::DatabaseError),
    Account(AdminError),
    #[display("{_0}")]
    Io(std::io::Error),
    #[display("the two passwords differ")]
    Differ,
    #[display("there is no password on standard input")]
    NoPassword,
    #[display(
        "nothing was done; {_0} and all that is theirs would be deleted for good: say --yes to do so"
    )]
    #[from(ignore)]
    Unconfirmed(#[error(ignore)] String),
}

/// The accounts of the database, whose schema is brought up to date first.
pub(super) fn open(app: App, config: &Config) -> Result<Admin, OperatorError> {
    let Some(told) = &config.accounts else { return Err(OperatorError::NoAccounts) };
    let (url, patience) = (&config.database.url, config.database.patience);
    let App { migrations, tables, .. } = app;
    wall::prepare(migrations, &tables, url, patience)?;
    let database = Database::new(url, PoolSizes { connections: 1, patience });
    let (clock, entropy) = (Clock::system(), Entropy::system());
    let revocation = config.tokens.revocation;
    Ok(Admin::open(database, told.hash_cost, revocation, tables.erasure(), clock, entropy)?)
}
