//! E0599: no method named `look` found for reference `&Database` in the current scope
//!
//! Use the database that is passed around at start-up.

use wall::{Database, DatabaseUrl};

/// Where the data is.
pub fn place(database: &Database) -> &DatabaseUrl {
    #[cfg(feature = "breach")]
    drop(database.look(|_| Ok(())));
    database.url()
}
