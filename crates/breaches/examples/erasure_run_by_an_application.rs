//! E0308: mismatched types … expected mutable reference … AnyConnection` … found mutable reference … Database`
//!
//! Delete all that another user owns.

use wall::{Database, Tables, Time};

/// What is deleted with an account.
pub fn erase(tables: &Tables, database: &mut Database, now: Time) -> Time {
    let erasure = tables.erasure();
    #[cfg(feature = "breach")]
    let _ = erasure.run(database, "bob", now);
    let _ = (erasure, database);
    now
}
