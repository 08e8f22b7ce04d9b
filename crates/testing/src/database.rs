use crate::{Backend, postgres, sqlite};
use diesel::connection::SimpleConnection;
use diesel::{PgConnection, SqliteConnection};
use std::path::Path;

/// An empty database of one test's own, gone when dropped.
///
/// White-box looks go past every guard of the product: on PostgreSQL they are made as
/// the superuser, each on a connection of its own.
#[derive(Debug)]
pub struct TestDatabase(Kind);

#[derive(Debug)]
enum Kind {
    Sqlite(sqlite::Database),
    Postgres(postgres::Database),
}

impl TestDatabase {
    /// Makes an empty database.
    ///
    /// # Panics
    ///
    /// When it cannot be made; above all when there is no PostgreSQL to be found.
    pub fn new(backend: Backend) -> Self {
        Self(match backend {
            Backend::Sqlite => Kind::Sqlite(sqlite::Database::new()),
            Backend::Postgres => Kind::Postgres(postgres::Database::new(None)),
        })
    }

    /// Makes a copy: quicker than migrating anew. Nobody should be writing to `template`
    /// meanwhile; on PostgreSQL whoever is connected to it is disconnected.
    ///
    /// # Panics
    ///
    /// When it cannot be made.
    pub fn like(template: &Self) -> Self {
        Self(match &template.0 {
            Kind::Sqlite(from) => Kind::Sqlite(from.copy()),
            Kind::Postgres(from) => Kind::Postgres(postgres::Database::new(Some(from))),
        })
    }

    /// An SQLite file that something else made. It stays when this is dropped.
    pub fn of_file(file: &Path) -> Self {
        Self(Kind::Sqlite(sqlite::Database::of_file(file)))
    }

    /// A session on it with statements that were run there. What they hold, a lock perhaps, is
    /// let go of when the session is dropped.
    ///
    /// # Panics
    ///
    /// When one of them fails.
    pub fn session(&self, sql: &str) -> TestSession {
        let opened = match &self.0 {
            Kind::Sqlite(database) => database.connect().map(TestSession::Sqlite),
            Kind::Postgres(database) => database.connect().map(TestSession::Postgres),
        };
        let mut session = opened.unwrap_or_else(|error| panic!("{error}"));
        match &mut session {
            TestSession::Sqlite(connection) => connection.batch_execute(sql),
            TestSession::Postgres(connection) => connection.batch_execute(sql),
        }
        .unwrap_or_else(|error| panic!("{error}, in {sql}"));
        session
    }

    /// What it runs on.
    pub fn backend(&self) -> Backend {
        match self.0 {
            Kind::Sqlite(_) => Backend::Sqlite,
            Kind::Postgres(_) => Backend::Postgres,
        }
    }

    /// `sqlite:///absolute/path.db` or `postgres://user@host:port/name`.
    pub fn url(&self) -> &str {
        match &self.0 {
            Kind::Sqlite(database) => database.url(),
            Kind::Postgres(database) => database.url(),
        }
    }

    /// Runs any number of statements.
    ///
    /// # Panics
    ///
    /// When one of them fails.
    pub fn execute(&self, sql: &str) {
        self.try_execute(sql).unwrap_or_else(|error| panic!("{error}, in {sql}"));
    }

    /// Runs any number of statements, for a test that expects one to fail.
    ///
    /// # Errors
    ///
    /// The database's own words.
    pub fn try_execute(&self, sql: &str) -> Result<(), String> {
        match &self.0 {
            Kind::Sqlite(database) => database.execute(sql),
            Kind::Postgres(database) => database.execute(sql),
        }
    }

    /// The rows of a query for one column, which it must give as text and without nulls.
    ///
    /// # Panics
    ///
    /// When the query fails.
    pub fn text(&self, sql: &str) -> Vec<String> {
        self.text_after("SELECT 1", sql)
    }

    /// The same on a connection on which other statements were run before, such as those that
    /// take on a role.
    ///
    /// # Panics
    ///
    /// When any of it fails.
    pub fn text_after(&self, before: &str, sql: &str) -> Vec<String> {
        match &self.0 {
            Kind::Sqlite(database) => database.text(before, sql),
            Kind::Postgres(database) => database.text(before, sql),
        }
        .unwrap_or_else(|error| panic!("{error}, in {before}; {sql}"))
    }
}

/// A session that stays open.
pub enum TestSession {
    #[doc(hidden)]
    Sqlite(SqliteConnection),
    #[doc(hidden)]
    Postgres(PgConnection),
}
