//! E0277: a row of … cannot be read into … Held<List>` … of that very table
//!
//! Read one table with the rights that another gives.

use ownly_breaches::{Note, notes, shared::List};
use wall::{Held, Read, Result, Scope};

/// A list.
pub type Other = Held<List>;
/// A note.
pub type Own = Held<Note>;

/// All notes.
pub fn all(scope: &mut Scope<'_, Read>) -> Result<usize> {
    #[cfg(feature = "breach")]
    let all: Vec<Other> = scope.rows(notes::table).load()?;
    #[cfg(not(feature = "breach"))]
    let all: Vec<Own> = scope.rows(notes::table).load()?;
    Ok(all.len())
}
