use crate::TestDirectory;
use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::dsl::sql;
use diesel::sql_types::Text;
use diesel::{Connection, RunQueryDsl, SqliteConnection};
use std::path::{Path, PathBuf};

/// A file in a directory of its own, which takes the `-wal` and `-shm` beside it along.
#[derive(Debug)]
pub(crate) struct Database {
    url: String,
    file: PathBuf,
    /// `None` for a file that someone else made.
    _directory: Option<TestDirectory>,
}

impl Database {
    /// The file is there and empty: what opens it need not be allowed to create it.
    pub(crate) fn new() -> Self {
        let database = Self::unmade();
        std::fs::File::create_new(&database.file).expect("an empty database file");
        database
    }

    /// `VACUUM INTO` sees what is still in the write-ahead log; a copied file would not.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self::unmade();
        let target = &copy.file;
        self.execute(&format!("VACUUM INTO '{}'", target.display()))
            .unwrap_or_else(|error| panic!("cannot copy {} to {target:?}: {error}", self.url));
        copy
    }

    fn unmade() -> Self {
        let directory = TestDirectory::new();
        let mut database = Self::of_file(&directory.path().join("test.db"));
        database._directory = Some(directory);
        database
    }

    /// A file that someone else made, and removes.
    pub(crate) fn of_file(file: &Path) -> Self {
        let url = format!("sqlite://{}", file.display());
        Self { url, file: file.to_owned(), _directory: None }
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
    pub(crate) fn connect(&self) -> Result<SqliteConnection, String> {
        let file = &self.file;
        let mut connection = SqliteConnection::establish(&file.to_string_lossy())
            .map_err(|error| format!("cannot open {file:?}: {error}"))?;
        // What a test looks at is nothing that Ownly says.
        connection.set_instrumentation(|_: InstrumentationEvent<'_>| ());
        connection
            .batch_execute("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON")
            .map_err(|error| error.to_string())?;
        Ok(connection)
    }
}
