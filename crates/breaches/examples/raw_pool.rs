//! E0616: field `0` of struct `Db` is private
//!
//! Take the pool out of the data.

use wall::Db;

/// The same data.
pub fn copy(db: &Db) -> Db {
    #[cfg(feature = "breach")]
    let _ = db.0.database.clone();
    db.clone()
}
