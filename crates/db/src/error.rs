//! What a database can answer instead of rows.

use derive_more::{Display, Error};
use diesel::result::{DatabaseErrorKind, Error as Sql};

/// A result of the database.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What a database can answer instead of rows. The causes are for the log alone.
#[derive(Debug, Display, Error)]
pub enum Error {
    /// A value that has to be unique is there already.
    #[display("unique: {_0}")]
    Unique(#[error(ignore)] Cause),
    /// A row that another refers to, or refers by, is not there.
    #[display("foreign key: {_0}")]
    ForeignKey(#[error(ignore)] Cause),
    /// Row-level security refused a row.
    #[display("row-level security: {_0}")]
    NotAllowed(#[error(ignore)] Cause),
    /// The database cannot be had, or not now: out of reach, out of connections, locked, full,
    /// or read-only. The same request may go through later.
    #[display("unavailable: {_0}")]
    Unavailable(#[error(ignore)] Cause),
    /// Anything else: a fault of ours.
    #[display("{_0}")]
    Internal(#[error(ignore)] Cause),
}

impl Error {
    pub(crate) fn unavailable(cause: impl Into<Cause>) -> Self {
        Self::Unavailable(cause.into())
    }

    /// Whoever worked for a request is gone: it panicked, or the server is being stopped.
    pub(crate) fn broken_off() -> Self {
        Self::Internal("the work on the database broke off".into())
    }
}

impl From<Sql> for Error {
    fn from(error: Sql) -> Self {
        let kind = match &error {
            Sql::DatabaseError(kind, why) => Some((kind, why.message().to_ascii_lowercase())),
            _ => None,
        };
        match kind {
            Some((DatabaseErrorKind::UniqueViolation, _)) => Self::Unique(error.into()),
            Some((DatabaseErrorKind::ForeignKeyViolation, _)) => Self::ForeignKey(error.into()),
            Some((kind, why)) if passes(kind, &why) => Self::Unavailable(error.into()),
            Some((_, why)) if why.contains("row-level security") => Self::NotAllowed(error.into()),
            _ if matches!(error, Sql::BrokenTransactionManager) => Self::Unavailable(error.into()),
            _ => Self::Internal(error.into()),
        }
    }
}

/// Whether a fault is the database's state and not the statement's. Diesel keeps no SQLSTATE and
/// no SQLite code, so the servers' own words have to do.
fn passes(kind: &DatabaseErrorKind, why: &str) -> bool {
    const WORDS: &[&str] = &[
        "database is locked",
        "database table is locked",
        "database or disk is full",
        "disk i/o error",
        "attempt to write a readonly database",
        "unable to open database file",
        "terminating connection",
        "the database system is",
        "could not extend file",
        "no space left on device",
        "deadlock detected",
        "canceling statement due to",
        "too many clients",
        "remaining connection slots",
    ];
    matches!(
        kind,
        DatabaseErrorKind::ClosedConnection
            | DatabaseErrorKind::SerializationFailure
            | DatabaseErrorKind::ReadOnlyTransaction
            | DatabaseErrorKind::UnableToSendCommand
    ) || WORDS.iter().any(|words| why.contains(words))
}

/// Whether the server has gone away from the connection that answered so.
pub(crate) fn is_closed(error: &Sql) -> bool {
    matches!(
        error,
        Sql::DatabaseError(
            DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
            _
        )
    )
}

impl From<r2d2::Error> for Error {
    fn from(error: r2d2::Error) -> Self {
        Self::unavailable(error)
    }
}

impl From<diesel::ConnectionError> for Error {
    fn from(error: diesel::ConnectionError) -> Self {
        Self::unavailable(error)
    }
}

impl From<tokio::task::JoinError> for Error {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Internal(error.into())
    }
}
