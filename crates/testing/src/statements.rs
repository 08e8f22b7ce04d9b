//! What Diesel's connections are told, by the database that it was for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, Once, PoisonError};

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};

use crate::TestDatabase;

/// A statement, as it is sent: with places for values, and without them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// The role that the transaction had taken on; `None` is the login itself.
    pub role: Option<String>,
    /// Its text.
    pub sql: String,
}

static HEARD: Mutex<BTreeMap<String, BTreeSet<Statement>>> = Mutex::new(BTreeMap::new());

/// From now on each statement of this process is heard, but for those of the tests themselves, on
/// connections that are made from now on. A second call changes nothing.
///
/// # Panics
///
/// When Diesel will not have it.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        set_default_instrumentation(|| Some(Box::new(Ear::default()))).expect("Diesel listens");
    });
}

impl TestDatabase {
    /// The statements that were run on it since [`listen`], each once.
    pub fn heard(&self) -> BTreeSet<Statement> {
        let heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
        heard.get(name(self.url())).cloned().unwrap_or_default()
    }
}

/// What of a URL names the database, however else it was changed: the path of a file, or the last
/// part of a server's URL.
fn name(url: &str) -> &str {
    let url = url.split('?').next().unwrap_or(url);
    match url.split_once("://") {
        Some(("sqlite", path)) => path,
        Some(_) => url.rsplit('/').next().unwrap_or(url),
        None => url.strip_prefix("file:").unwrap_or(url),
    }
}

/// Of one connection.
#[derive(Default)]
struct Ear {
    database: String,
    role: Option<String>,
}

impl Instrumentation for Ear {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => {
                name(url).clone_into(&mut self.database);
            }
            InstrumentationEvent::StartQuery { query, .. } => self.hear(&query.to_string()),
            _ => {}
        }
    }
}

impl Ear {
    fn hear(&mut self, query: &str) {
        let sql = query.split(" -- binds").next().unwrap_or(query).trim();
        let ends = ["BEGIN", "COMMIT", "ROLLBACK", "RESET ROLE"];
        if ends.iter().any(|end| sql.starts_with(end)) {
            self.role = None;
        }
        if let Some((_, role)) = sql.split_once("SET LOCAL ROLE ") {
            self.role = role.split(';').next().map(str::to_owned);
        }
        let statement = Statement { role: self.role.clone(), sql: sql.to_owned() };
        let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
        heard.entry(self.database.clone()).or_default().insert(statement);
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_database_is_known_by_its_name() {
        assert_eq!(name("sqlite:///a/test.db"), "/a/test.db");
        assert_eq!(name("/a/test.db"), "/a/test.db");
        assert_eq!(name("file:/a/test.db?mode=ro"), "/a/test.db");
        assert_eq!(name("postgres://me@host:1/ownly_test_1?connect_timeout=2"), "ownly_test_1");
    }
}
