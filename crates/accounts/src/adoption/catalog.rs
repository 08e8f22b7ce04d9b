//! What the database's own catalog says of the tables.

use db::{AnyConnection, Result};
use diesel::{
    QueryableByName,
    sql_types::{Bool, Text},
};

use super::{
    contract::{Backend, TABLES},
    postgres, sqlite,
};

/// A column as it is declared.
#[derive(Debug, Clone, QueryableByName)]
pub(crate) struct Column {
    #[diesel(sql_type = Text)]
    pub(crate) name: String,
    /// The declared type, in lower case and without precision.
    #[diesel(sql_type = Text)]
    pub(crate) declared: String,
    #[diesel(sql_type = Bool)]
    pub(crate) nullable: bool,
    #[diesel(sql_type = Bool)]
    pub(crate) has_default: bool,
}

/// A relation with the name of one of Better Auth's tables.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// A table, not a view or the like.
    pub(crate) is_table: bool,
    /// Whether the login may add columns and indexes.
    pub(crate) is_ours: bool,
    pub(crate) columns: Vec<Column>,
    /// Columns in which no value may be twice.
    pub(crate) unique: Vec<String>,
    pub(crate) indexes: Vec<String>,
    /// Whether rows go with those they refer to.
    pub(crate) cascades: bool,
    /// SQLite: columns of the first row that hold no date as we read and write them, with what
    /// they hold. Types bind nothing there.
    pub(crate) odd_dates: Vec<(&'static str, String)>,
}

/// The tables of Better Auth that are there.
#[derive(Debug, Clone)]
pub(crate) struct Catalog {
    pub(crate) backend: Backend,
    pub(crate) tables: Vec<Table>,
    /// Whether the login may make tables.
    pub(crate) may_create: bool,
}

impl Table {
    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl Catalog {
    pub(crate) fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// Reads it, and no row but the first of each table.
    pub(crate) fn read(connection: &mut AnyConnection) -> Result<Self> {
        let mut tables = Vec::new();
        for needed in &TABLES {
            tables.extend(match connection {
                AnyConnection::Sqlite(connection) => sqlite::table(connection, needed)?,
                AnyConnection::Postgres(connection) => postgres::table(connection, needed.name)?,
            });
        }
        let (backend, may_create) = match connection {
            AnyConnection::Sqlite(_) => (Backend::Sqlite, true),
            AnyConnection::Postgres(connection) => {
                (Backend::Postgres, postgres::may_create(connection)?)
            }
        };
        Ok(Self { backend, tables, may_create })
    }
}
