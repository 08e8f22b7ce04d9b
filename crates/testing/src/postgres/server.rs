use super::cluster::{self, Cluster};
use super::connect;
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::Text;
use diesel::{PgConnection, RunQueryDsl};
use std::env;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

/// The PostgreSQL server of this process, and a superuser's connection to it.
pub(super) struct Server {
    url: String,
    /// Creating and dropping take turns: two copies of one template at a time would each
    /// find the other's session on it.
    admin: Mutex<PgConnection>,
    /// A cluster of our own runs for as long as this is kept.
    _cluster: Option<Mutex<Cluster>>,
}

impl Server {
    /// The server that `TEST_DATABASE_URL` names, or else a cluster of our own, started
    /// by the first test that asks.
    ///
    /// # Panics
    ///
    /// When there is none, for every test with the same words.
    pub(super) fn of_process() -> &'static Self {
        static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
        let server = SERVER.get_or_init(|| match env::var("TEST_DATABASE_URL") {
            Ok(url) if !url.is_empty() => Self::connected(url, None)
                .map_err(|error| format!("TEST_DATABASE_URL is of no use: {error}")),
            _ => {
                let cluster = cluster::start()?;
                Self::connected(cluster.url.clone(), Some(cluster))
            }
        });
        server.as_ref().unwrap_or_else(|error| panic!("{error}"))
    }

    fn connected(url: String, cluster: Option<Cluster>) -> Result<Self, String> {
        let admin = Mutex::new(connect(&url)?);
        Ok(Self { url, admin, _cluster: cluster.map(Mutex::new) })
    }

    /// Makes a database, empty or a copy.
    pub(super) fn create(&self, name: &str, template: Option<&str>) -> Result<(), String> {
        let mut admin = self.admin();
        if let Some(template) = template {
            empty_of_sessions(&mut admin, template)?;
        }
        // template0 takes no connections, so nobody can be in the way.
        let template = template.unwrap_or("template0");
        admin
            .batch_execute(&format!(r#"CREATE DATABASE "{name}" TEMPLATE "{template}""#))
            .map_err(|error| error.to_string())
    }

    /// Drops a database whoever is connected to it.
    pub(super) fn drop(&self, name: &str) -> Result<(), String> {
        self.admin()
            .batch_execute(&format!(r#"DROP DATABASE IF EXISTS "{name}" WITH (FORCE)"#))
            .map_err(|error| error.to_string())
    }

    /// The server's address with another database in it.
    pub(super) fn url_of(&self, name: &str) -> String {
        with_database(&self.url, name)
    }

    /// A panic elsewhere leaves the connection usable: no transaction is ever open on it.
    fn admin(&self) -> MutexGuard<'_, PgConnection> {
        self.admin.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Server {
    /// Without the address, which may hold a password.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Server")
    }
}

/// PostgreSQL refuses to copy a database with a session in it, and looks again only every
/// tenth of a second; most sessions are one just closed, gone in a millisecond.
fn empty_of_sessions(admin: &mut PgConnection, name: &str) -> Result<(), String> {
    let end = format!(
        "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = '{name}'"
    );
    for _ in 0..2_000 {
        let ended: Vec<String> =
            sql::<Text>(&end).load(admin).map_err(|error| error.to_string())?;
        if ended.is_empty() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    Err(format!("sessions on {name} do not end"))
}

pub(super) fn with_database(url: &str, name: &str) -> String {
    let (address, query) = match url.split_once('?') {
        Some((address, query)) => (address, format!("?{query}")),
        None => (url, String::new()),
    };
    let start = address.find("://").map_or(0, |at| at + 3);
    let end = address[start..].find('/').map_or(address.len(), |at| start + at);
    format!("{}/{name}{query}", &address[..end])
}

#[cfg(test)]
mod tests {
    use super::with_database;
    use rstest::rstest;

    #[rstest]
    #[case("postgres://root@127.0.0.1:5432/postgres", "postgres://root@127.0.0.1:5432/x")]
    #[case("postgres://root@localhost", "postgres://root@localhost/x")]
    #[case("postgresql://a:b@db:1/?sslmode=disable", "postgresql://a:b@db:1/x?sslmode=disable")]
    fn another_database_of_the_same_server(#[case] url: &str, #[case] expected: &str) {
        assert_eq!(with_database(url, "x"), expected);
    }
}
