//! What the databases plan to do for a statement, and what of that grows with a table.

mod postgres;
mod sqlite;

use std::collections::BTreeSet;
use std::fmt;

use crate::{Backend, TestDatabase, TestSession};

/// What a database would do to run a statement with any values.
#[derive(Debug, Clone)]
pub struct Plan {
    /// In the database's own words.
    pub text: String,
    /// What of it is slow on a large table.
    pub slow: BTreeSet<Slow>,
}

/// What takes longer the more rows a table has, or an answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slow {
    /// All of a table is read, or all of one of its indexes.
    Scan(String),
    /// Rows are sorted, which an index would have had in order.
    Sort,
}

impl fmt::Display for Slow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scan(table) => write!(out, "reads all of {table}"),
            Self::Sort => out.write_str("sorts"),
        }
    }
}

impl TestDatabase {
    /// A session that takes the tables for large ones, in which these statements were run. All of
    /// that is undone when it is dropped.
    ///
    /// # Panics
    ///
    /// When one of them fails.
    pub fn planning(&self, sql: &str) -> TestSession {
        let enlarge = match self.backend() {
            Backend::Sqlite => "",
            Backend::Postgres => postgres::ENLARGE,
        };
        self.session(&format!("BEGIN; {enlarge}; {sql}"))
    }
}

impl TestSession {
    /// What the database would do for a statement that `role` runs; `None` is the login itself.
    /// PostgreSQL is told not to read tables whole, for what is asked is whether it must.
    ///
    /// # Panics
    ///
    /// When it does not understand the statement.
    pub fn plan(&mut self, sql: &str, role: Option<&str>) -> Plan {
        match self {
            Self::Sqlite(connection) => sqlite::plan(connection, sql),
            Self::Postgres(connection) => postgres::plan(connection, sql, role),
        }
    }
}
