//! What the databases plan to do for a statement, and what of that grows with a table.

mod postgres;
mod sqlite;

use std::collections::BTreeSet;
use std::fmt;

use crate::{Backend, TestDatabase};

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
    /// What it would do for a statement that `role` runs; `None` is the login itself. Small tables
    /// are quicker read whole: PostgreSQL is told not to, for what is asked is whether it must.
    ///
    /// # Panics
    ///
    /// When it does not understand the statement.
    pub fn plan(&self, sql: &str, role: Option<&str>) -> Plan {
        match self.backend() {
            Backend::Sqlite => sqlite::plan(self, sql),
            Backend::Postgres => postgres::plan(self, sql, role),
        }
    }
}
