//! Two back ends behind one connection type.
#![expect(missing_docs, reason = "Diesel writes the types that stand for both back ends")]

use std::{fs::OpenOptions, path::Path};

use diesel::{
    Connection, ConnectionError, ConnectionResult,
    connection::{AnsiTransactionManager, CacheSize, SimpleConnection, TransactionManager},
    pg::PgConnection,
    result::QueryResult,
    sql_types::{Nullable, Text},
    sqlite::SqliteConnection,
};

use crate::{
    DatabaseUrl,
    url::{behind_pooler, for_libpq},
};

diesel::define_sql_function! {
    /// Unicode lower case, which SQLite's own `lower` knows for ASCII alone; null of null.
    fn fold(text: Nullable<Text>) -> Nullable<Text>;
}

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    /// PostgreSQL, through libpq.
    Postgres(PgConnection),
    /// SQLite, compiled in.
    Sqlite(SqliteConnection),
}

/// Whether a transaction may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Reads only; the database itself refuses a write.
    Read,
    /// Reads and writes; on SQLite it holds the one writer's place from the start.
    Write,
}

/// In whose name PostgreSQL's row-level security judges a transaction.
#[derive(Debug, Clone)]
pub struct ScopeUser(String);

/// The role that scoped statements run as: it owns nothing, may log in nowhere, and sees none of
/// the account tables.
const SCOPE_ROLE: &str = "ownly_scope";

/// How long PostgreSQL works on a statement, and waits for a lock, before it gives up: whoever
/// asked is gone by then, and the connection is wanted. Said in each transaction rather than of
/// the session, which a pooler between the two shares out anew for each transaction.
const PATIENCE: &str = "SET LOCAL statement_timeout = '30s'; SET LOCAL lock_timeout = '10s'";

impl ScopeUser {
    /// The user of that name. PostgreSQL cannot hold U+0000; it is left out, which names nobody.
    pub fn new(name: &str) -> Self {
        Self(name.replace('\0', ""))
    }

    /// SQL that makes the rest of a transaction the user's.
    pub(crate) fn assume(&self) -> String {
        format!("SET LOCAL ROLE {SCOPE_ROLE}; SET LOCAL app.user_id = {}", self.literal())
    }

    /// The name as an SQL literal that means the same whatever `standard_conforming_strings` says.
    fn literal(&self) -> String {
        format!("E'{}'", self.0.replace('\\', r"\\").replace('\'', "''"))
    }
}

/// How a transaction begins.
#[derive(Debug, Clone)]
pub struct Begin {
    /// Whether it may write.
    pub mode: Mode,
    /// The user whose rows it is about; `None` for the account tables, which are no user's.
    pub user: Option<ScopeUser>,
}

impl AnyConnection {
    /// Opens a connection. One that is opened for reading cannot write.
    pub(crate) fn open(url: &DatabaseUrl, mode: Mode) -> ConnectionResult<Self> {
        match url {
            DatabaseUrl::Postgres(url) => open_postgres(url).map(Self::Postgres),
            DatabaseUrl::Sqlite(path) => {
                make_private(path).map_err(|error| {
                    ConnectionError::BadConnection(format!("{}: {error}", path.display()))
                })?;
                let mut sqlite = SqliteConnection::establish(utf8(path)?)?;
                set_up(&mut sqlite, mode).map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Self::Sqlite(sqlite))
            }
        }
    }

    /// Opens a connection that changes nothing, not even how an SQLite file is kept.
    pub(crate) fn open_to_inspect(url: &DatabaseUrl) -> ConnectionResult<Self> {
        match url {
            DatabaseUrl::Postgres(url) => open_postgres(url).map(Self::Postgres),
            DatabaseUrl::Sqlite(path) => {
                // A URI file name: <https://www.sqlite.org/uri.html>.
                let path = utf8(path)?.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
                let mut sqlite = SqliteConnection::establish(&format!("file:{path}?mode=ro"))?;
                sqlite
                    .batch_execute("PRAGMA busy_timeout = 5000; PRAGMA query_only = ON")
                    .map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Self::Sqlite(sqlite))
            }
        }
    }

    /// Begins a transaction that reads the database as it is at one moment.
    pub(crate) fn begin_snapshot(&mut self) -> QueryResult<()> {
        match self {
            Self::Postgres(connection) => AnsiTransactionManager::begin_transaction_sql(
                connection,
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            ),
            Self::Sqlite(connection) => {
                AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN DEFERRED")
            }
        }
    }

    /// Begins a transaction that changes the schema, which takes as long as it takes.
    pub(crate) fn begin_migration(&mut self) -> QueryResult<()> {
        match self {
            Self::Postgres(connection) => {
                // Each statement sees what whoever was waited for has done.
                let sql = "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE";
                AnsiTransactionManager::begin_transaction_sql(connection, sql)
            }
            Self::Sqlite(connection) => {
                AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN IMMEDIATE")
            }
        }
    }

    /// Begins a transaction and, on PostgreSQL in the same round trip, says whose it is and how
    /// long its statements may take.
    pub(crate) fn begin(&mut self, begin: &Begin) -> QueryResult<()> {
        match self {
            Self::Postgres(connection) => {
                let access = match begin.mode {
                    // All of it as of one moment, as on SQLite.
                    Mode::Read => "ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                    Mode::Write => "READ WRITE",
                };
                let mut sql = format!("BEGIN {access}; {PATIENCE}");
                if let Some(user) = &begin.user {
                    sql += "; ";
                    sql += &user.assume();
                }
                AnsiTransactionManager::begin_transaction_sql(connection, &sql)
            }
            Self::Sqlite(connection) => {
                let sql = match begin.mode {
                    Mode::Read => "BEGIN DEFERRED",
                    Mode::Write => "BEGIN IMMEDIATE",
                };
                AnsiTransactionManager::begin_transaction_sql(connection, sql)
            }
        }
    }

    pub(crate) fn commit(&mut self) -> QueryResult<()> {
        Self::commit_transaction(self)
    }

    pub(crate) fn rollback(&mut self) -> QueryResult<()> {
        Self::rollback_transaction(self)
    }

    /// Which of the two databases this is, as Diesel's query builder wants to know it.
    pub fn backend(&self) -> MultiBackend {
        match self {
            Self::Postgres(_) => MultiBackend::Postgres(diesel::pg::Pg),
            Self::Sqlite(_) => MultiBackend::Sqlite(diesel::sqlite::Sqlite),
        }
    }
}

/// Behind a pooler a session is the next transaction's, so nothing is prepared for later in it.
fn open_postgres(url: &str) -> ConnectionResult<PgConnection> {
    let mut connection = PgConnection::establish(&for_libpq(url))?;
    if behind_pooler(url) {
        connection.set_prepared_statement_cache_size(CacheSize::Disabled);
    }
    Ok(connection)
}

fn utf8(path: &Path) -> ConnectionResult<&str> {
    let bad = || ConnectionError::InvalidConnectionUrl("the path is not UTF-8".into());
    path.to_str().ok_or_else(bad)
}

/// Write-ahead logging lets readers go on beside the one writer; `synchronous = FULL` syncs every
/// commit, so that what was acknowledged outlives a loss of power.
fn set_up(sqlite: &mut SqliteConnection, mode: Mode) -> QueryResult<()> {
    sqlite.batch_execute(
        "PRAGMA busy_timeout = 5000;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;",
    )?;
    fold_utils::register_impl(sqlite, |text: Option<String>| text.map(|text| text.to_lowercase()))?;
    match mode {
        Mode::Read => sqlite.batch_execute("PRAGMA query_only = ON"),
        Mode::Write => Ok(()),
    }
}

/// Makes the file and its folder if they are not there, for their owner's eyes only: the file
/// holds password hashes.
pub(crate) fn make_private(path: &Path) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new();
    file.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file.open(path).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_cannot_leave_its_literal() {
        let name = r"o'brien\'; DROP TABLE tasks; --";
        assert_eq!(ScopeUser::new(name).literal(), r"E'o''brien\\''; DROP TABLE tasks; --'");
        assert_eq!(ScopeUser::new("a\0b").literal(), "E'ab'");
    }
}
