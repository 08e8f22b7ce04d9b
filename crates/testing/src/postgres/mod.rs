//! Databases of a PostgreSQL server.

mod cluster;
mod own;
mod pooler;
mod programs;
mod server;

pub use own::TestCluster;

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::dsl::sql;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, RunQueryDsl};
pub use pooler::Pooler;
use server::Server;

/// One database of the process's server.
#[derive(Debug)]
pub(crate) struct Database {
    server: &'static Server,
    name: String,
    url: String,
}

impl Database {
    pub(crate) fn new(template: Option<&Self>) -> Self {
        let server = Server::of_process();
        let name = format!("ownly_test_{}", crate::directory::unique());
        server
            .create(&name, template.map(|from| from.name.as_str()))
            .unwrap_or_else(|error| panic!("cannot create database {name}: {error}"));
        Self { server, url: server.url_of(&name), name }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn connect(&self) -> Result<PgConnection, String> {
        connect(&self.url)
    }

    pub(crate) fn execute(&self, statements: &str) -> Result<(), String> {
        connect(&self.url)?.batch_execute(statements).map_err(|error| error.to_string())
    }

    pub(crate) fn text(&self, before: &str, query: &str) -> Result<Vec<String>, String> {
        let mut connection = connect(&self.url)?;
        connection.batch_execute(before).map_err(|error| error.to_string())?;
        sql::<Text>(query).load(&mut connection).map_err(|error| error.to_string())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // Never a panic: this may run while a failed assertion unwinds.
        if let Err(error) = self.server.drop(&self.name) {
            eprintln!("cannot drop database {}: {error}", self.name);
        }
    }
}

fn connect(url: &str) -> Result<PgConnection, String> {
    let mut connection = PgConnection::establish(url)
        .map_err(|error| format!("cannot connect to PostgreSQL: {error}"))?;
    // What a test looks at is nothing that Ownly says.
    connection.set_instrumentation(|_: InstrumentationEvent<'_>| ());
    Ok(connection)
}
