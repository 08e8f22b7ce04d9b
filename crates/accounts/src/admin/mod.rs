//! What an operator does to accounts, at a terminal and without signing in.

mod import;
mod known;
mod person;
mod record;
mod source;
mod users;

use std::num::NonZeroUsize;

use db::{Begin, Database, Erasure, Mode};
use derive_more::{Display, Error, From};
use token::Clock;

use crate::{
    Cost, Entropy, EntropyUnavailable, RevocationSettings,
    password::{HashError, Hasher, HasherSettings, PasswordPolicy, PolicyFault},
    service::{revocations::Revocations, revoker::Revoker},
};

pub use import::{Imported, NotImported, Outcome};
pub use person::{NewUser, UserLine, Who};
pub use record::BadRecord;
pub use source::{SourceError, users_of};

/// What an operator does to accounts.
pub struct Admin {
    database: Database,
    hasher: Hasher,
    policy: PasswordPolicy,
    revoker: Revoker,
    erasure: Erasure,
    clock: Clock,
    entropy: Entropy,
}

/// Why something was not done to an account.
#[derive(Debug, Display, Error, From)]
pub enum AdminError {
    /// Nobody has that address or that id.
    #[display("there is no user {_0}")]
    #[from(ignore)]
    NoSuchUser(#[error(ignore)] String),
    /// Another user has the address.
    #[display("there is a user {_0} already")]
    #[from(ignore)]
    Taken(#[error(ignore)] String),
    /// The text is no e-mail address that can sign in.
    #[display("{_0} is not an e-mail address")]
    #[from(ignore)]
    NoAddress(#[error(ignore)] String),
    /// The password is too short or too long.
    #[display("{_0}")]
    #[from(ignore)]
    Password(#[error(ignore)] String),
    /// The text holds U+0000, which PostgreSQL cannot store.
    #[display("{_0} holds a character that cannot be stored")]
    #[from(ignore)]
    Unstorable(#[error(ignore)] &'static str),
    /// No random bytes were to be had.
    Entropy(EntropyUnavailable),
    /// The threads that hash passwords could not be started, or failed.
    #[display("{_0}")]
    #[from(ignore)]
    Hashing(#[error(ignore)] String),
    /// The database did not go along.
    #[display("database: {_0}")]
    Database(db::Error),
}

impl From<diesel::result::Error> for AdminError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<PolicyFault> for AdminError {
    fn from(fault: PolicyFault) -> Self {
        Self::Password(fault.to_string())
    }
}

impl From<HashError> for AdminError {
    fn from(error: HashError) -> Self {
        Self::Hashing(error.to_string())
    }
}

impl Admin {
    /// For `database`, whose schema is up to date. `cost` is that of the server, or no password
    /// set here could be used there; so is `revocation`, or tokens would outlive their sessions.
    /// `erasure` deletes what users own besides their accounts.
    ///
    /// # Errors
    /// [`AdminError::Hashing`] when no thread can be started.
    pub fn open(
        database: Database,
        cost: Cost,
        revocation: Option<RevocationSettings>,
        erasure: Erasure,
        clock: Clock,
        entropy: Entropy,
    ) -> Result<Self, AdminError> {
        let hashing = HasherSettings { threads: NonZeroUsize::MIN, waiting: 1, cost };
        let hasher = Hasher::start(hashing, entropy.clone())
            .map_err(|error| AdminError::Hashing(error.to_string()))?;
        let policy = PasswordPolicy::default();
        let known = |settings| Revocations::new(database.clone(), clock.clone(), settings).into();
        let revoker = Revoker::new(revocation.map(known));
        Ok(Self { database, hasher, policy, revoker, erasure, clock, entropy })
    }
}

const WRITING: Begin = Begin { mode: Mode::Write, user: None };
