//! Which Better Auth made the tables.

use derive_more::Display;

use super::catalog::{Catalog, Table};

/// Which Better Auth made the tables, as far as the tables tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display)]
pub(crate) enum Generation {
    /// None of them is there.
    #[display("nobody yet")]
    None,
    /// No cascading foreign keys, no secondary indexes; on PostgreSQL dates without time zone.
    #[display("Better Auth 1.1 or 1.2")]
    Before13,
    /// Cascading foreign keys.
    #[display("Better Auth 1.3")]
    V13,
    /// Keys that expire, secondary indexes.
    #[display("Better Auth 1.4 to 1.6")]
    V14To16,
    /// Accounts with an issuer.
    #[display("Better Auth 1.7.0 to 1.7.2")]
    V170,
    /// Keys with an algorithm, accounts without an issuer.
    #[display("Better Auth 1.7, or Ownly")]
    V17,
}

impl Generation {
    pub(crate) fn of(catalog: &Catalog) -> Self {
        let has = |table: &str, column: &str| {
            catalog.table(table).is_some_and(|table| table.column(column).is_some())
        };
        if catalog.tables.is_empty() {
            Self::None
        } else if has("account", "issuer") {
            Self::V170
        } else if has("jwks", "alg") {
            Self::V17
        } else if has("jwks", "expiresAt") || catalog.tables.iter().any(is_indexed) {
            Self::V14To16
        } else if catalog.tables.iter().any(|table| table.cascades) {
            Self::V13
        } else {
            Self::Before13
        }
    }
}

fn is_indexed(table: &Table) -> bool {
    table.indexes.iter().any(|name| name == "session_userId_idx")
}
