use super::{cluster, connect, server::with_database};
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::Text;
use diesel::{PgConnection, RunQueryDsl};

/// A PostgreSQL server of one test's own, which it may stop and start. Gone when dropped.
///
/// Unlike the server of the process it commits as a real one does, but for the syncs.
pub struct TestCluster(cluster::Cluster);

impl TestCluster {
    /// Starts one.
    ///
    /// # Panics
    ///
    /// When there are no programs of PostgreSQL's, or they do not start.
    #[expect(clippy::new_without_default, reason = "starting a server is no default value")]
    pub fn new() -> Self {
        let cluster = cluster::start().unwrap_or_else(|error| panic!("{error}"));
        let own = Self(cluster);
        own.execute("postgres", "ALTER SYSTEM SET synchronous_commit = on");
        own.execute("postgres", "SELECT pg_reload_conf()");
        own
    }

    /// Makes an empty database, and answers its URL.
    ///
    /// # Panics
    ///
    /// When it cannot be made.
    pub fn database(&self, name: &str) -> String {
        self.execute("postgres", &format!(r#"CREATE DATABASE "{name}""#));
        with_database(&self.0.url, name)
    }

    /// Runs statements as the superuser in the database of that name; `postgres` is always there.
    ///
    /// # Panics
    ///
    /// When one of them fails.
    pub fn execute(&self, name: &str, statements: &str) {
        let mut connection = self.connect(name);
        connection.batch_execute(statements).unwrap_or_else(|error| panic!("{error}"));
    }

    /// The rows of a query for one column of text, in the database of that name.
    ///
    /// # Panics
    ///
    /// When it fails.
    pub fn text(&self, name: &str, query: &str) -> Vec<String> {
        sql::<Text>(query).load(&mut self.connect(name)).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Stops it as an administrator does: every session is ended, nothing is lost.
    ///
    /// # Panics
    ///
    /// When it does not stop.
    pub fn stop(&mut self) {
        self.0.order("stop").unwrap_or_else(|error| panic!("{error}"));
    }

    /// Starts it after it was stopped, and waits until it takes connections.
    ///
    /// # Panics
    ///
    /// When it does not start.
    pub fn start(&mut self) {
        self.0.order("start").unwrap_or_else(|error| panic!("{error}"));
    }

    /// The process that starts the others.
    ///
    /// # Panics
    ///
    /// When it does not run.
    pub fn process(&self) -> u32 {
        let file = self.0.home.join("data/postmaster.pid");
        let text = std::fs::read_to_string(file).expect("it runs");
        text.lines().next().and_then(|line| line.parse().ok()).expect("a number")
    }

    fn connect(&self, name: &str) -> PgConnection {
        connect(&with_database(&self.0.url, name)).unwrap_or_else(|error| panic!("{error}"))
    }
}

impl std::fmt::Debug for TestCluster {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("TestCluster")
    }
}
