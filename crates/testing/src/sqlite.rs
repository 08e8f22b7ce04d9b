use crate::TestDirectory;
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::Text;
use diesel::{Connection, RunQueryDsl, SqliteConnection};
use std::path::PathBuf;

/// A file in a directory of its own, which takes the `-wal` and `-shm` beside it along.
#[derive(Debug)]
pub(crate) struct Database {
    url: String,
    directory: TestDirectory,
}

impl Database {
    /// The file is there and empty: what opens it need not be allowed to create it.
    pub(crate) fn new() -> Self {
        let database = Self::unmade();
        std::fs::File::create_new(database.file()).expect("an empty database file");
        database
    }

    /// `VACUUM INTO` sees what is still in the write-ahead log; a copied file would not.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self::unmade();
        let target = copy.file();
        self.execute(&format!("VACUUM INTO '{}'", target.display()))
            .unwrap_or_else(|error| panic!("cannot copy {} to {target:?}: {error}", self.url));
        copy
    }

    fn unmade() -> Self {
        let directory = TestDirectory::new();
        let url = format!("sqlite://{}", directory.path().join("test.db").display());
        Self { url, directory }
    }

    fn file(&self) -> PathBuf {
        self.directory.path().join("test.db")
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn execute(&self, statements: &str) -> Result<(), String> {
        self.connect()?.batch_execute(statements).map_err(|error| error.to_string())
    }

    pub(crate) fn text(&self, before: &str, query: &str) -> Result<Vec<String>, String> {
        let mut connection = self.connect()?;
        connection.batch_execute(before).map_err(|error| error.to_string())?;
        sql::<Text>(query).load(&mut connection).map_err(|error| error.to_string())
    }

    /// Foreign keys hold, as on PostgreSQL, and a server that is writing is waited for.
    fn connect(&self) -> Result<SqliteConnection, String> {
        let file = self.file();
        let mut connection = SqliteConnection::establish(&file.to_string_lossy())
            .map_err(|error| format!("cannot open {file:?}: {error}"))?;
        connection
            .batch_execute("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON")
            .map_err(|error| error.to_string())?;
        Ok(connection)
    }
}
