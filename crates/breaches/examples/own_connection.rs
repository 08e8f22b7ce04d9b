//! E0432: unresolved imports `diesel::Connection`, `diesel::SqliteConnection`
//!
//! Open a connection of one's own.

#[cfg(feature = "breach")]
pub use diesel::{Connection, SqliteConnection};

pub use diesel::Queryable;
