//! Two back ends behind one connection type.
#![expect(missing_docs, reason = "Diesel writes the types that stand for both back ends")]

use std::{fs::OpenOptions, path::Path};

use diesel::{
    Connection, ConnectionError, ConnectionResult, RunQueryDsl,
    connection::{AnsiTransactionManager, CacheSize, SimpleConnection, TransactionManager},
    dsl::sql,
    pg::PgConnection,
    result::{Error::BrokenTransactionManager, QueryResult},
    sql_types::{Bool, Nullable, Text},
    sqlite::SqliteConnection,
};

use crate::{
    DatabaseUrl,
    begin::{Begin, Mode, PATIENCE, Session},
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
    pub(crate) fn begin(&mut self, begin: &Begin, session: Session) -> QueryResult<()> {
        match self {
            Self::Postgres(connection) => begin_postgres(connection, &begin.on_postgres(session)),
            Self::Sqlite(connection) => {
                let sql = match begin.mode {
                    Mode::Read => "BEGIN DEFERRED",
                    Mode::Write => "BEGIN IMMEDIATE",
                };
                AnsiTransactionManager::begin_transaction_sql(connection, sql)
            }
        }
    }

    /// Ends the transaction that is open, in which nothing was written, and begins another: on
    /// PostgreSQL in one round trip.
    pub(crate) fn begin_next(&mut self, begin: &Begin, session: Session) -> QueryResult<()> {
        match self {
            Self::Postgres(connection) => {
                use diesel::connection::{TransactionDepthChange, TransactionManagerStatus};
                let status = AnsiTransactionManager::transaction_manager_status_mut(connection);
                match status {
                    TransactionManagerStatus::Valid(status) => {
                        status.change_transaction_depth(TransactionDepthChange::DecreaseDepth)?;
                    }
                    TransactionManagerStatus::InError => return Err(BrokenTransactionManager),
                }
                begin_postgres(connection, &format!("COMMIT; {}", begin.on_postgres(session)))
            }
            Self::Sqlite(_) => {
                self.commit()?;
                self.begin(begin, session)
            }
        }
    }

    /// Begins a part of the transaction that is open, which can be undone by itself.
    pub(crate) fn savepoint(&mut self) -> QueryResult<()> {
        Self::begin_transaction(self)
    }

    pub(crate) fn commit(&mut self) -> QueryResult<()> {
        Self::commit_transaction(self)
    }

    /// Readies the connection for brief reads: SQLite answers that the database is locked rather
    /// than wait until it is not, and keeps so much of it in memory.
    pub(crate) fn be_brief(&mut self, kibibytes: usize) -> QueryResult<()> {
        match self {
            Self::Postgres(_) => Ok(()),
            Self::Sqlite(connection) => connection.batch_execute(&format!(
                "PRAGMA busy_timeout = 0; PRAGMA cache_size = -{kibibytes}"
            )),
        }
    }

    /// Readies a connection that nobody shares for requests: a session of PostgreSQL gives up on
    /// what takes too long. Behind a pooler each transaction says it for itself.
    pub(crate) fn set_timeouts(&mut self) -> QueryResult<()> {
        match self {
            Self::Postgres(connection) => connection.batch_execute(PATIENCE),
            Self::Sqlite(_) => Ok(()),
        }
    }

    /// Whether SQLite has a foreign key that is checked at the end of a transaction only. Text
    /// that but speaks of one counts, too.
    pub(crate) fn checks_at_the_end(&mut self) -> QueryResult<bool> {
        match self {
            Self::Postgres(_) => Ok(false),
            Self::Sqlite(connection) => {
                let any = "EXISTS (SELECT 1 FROM sqlite_master WHERE sql LIKE '%DEFERRED%')";
                diesel::select(sql::<Bool>(any)).get_result(connection)
            }
        }
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

/// What fails halfway must not leave a transaction behind that Diesel knows nothing of.
fn begin_postgres(connection: &mut PgConnection, sql: &str) -> QueryResult<()> {
    AnsiTransactionManager::begin_transaction_sql(connection, sql)
        .inspect_err(|_| drop(connection.batch_execute("ROLLBACK")))
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
        // Pages that are written again and again are moved to the database less often, 16 MB at a
        // time rather than 4, and what one writes is found again.
        Mode::Write => {
            sqlite.batch_execute("PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000")
        }
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
