//! Ways through the wall, each of which must not compile.
//!
//! Each file of `examples/` is a small library that is sound as it stands. With the feature
//! `breach` it tries one way to another user's rows, and the compiler has to stop it for the
//! reason in the file's first line: an error code, and words of the message.
//!
//! Here is what they have in common: a table of notes, each its owner's, and tables that are shared.

pub mod shared;

use diesel::{AsChangeset, Insertable, Queryable, Selectable, table};
use wall::{Id, OwnedBy, Owner, RowId, Scoped};

table! {
    use diesel::sql_types::Text;
    use super::{Owner, RowId};

    /// Notes, each its owner's.
    notes (id) {
        /// Which.
        id -> RowId,
        /// Whose.
        owner_id -> Owner,
        /// What it says.
        text -> Text,
    }
}

impl Scoped for notes::table {
    const NOUN: &str = "note";
    type Policy = OwnedBy<notes::owner_id>;
}

/// A note, as its owner sees it.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = notes)]
pub struct Note {
    /// Which.
    pub id: Id,
    /// What it says.
    pub text: String,
}

/// A note to be made.
#[derive(Debug, Insertable)]
#[diesel(table_name = notes)]
pub struct NewNote {
    /// Which.
    pub id: Id,
    /// What it says.
    pub text: String,
}

/// What of a note changes.
#[derive(Debug, AsChangeset)]
#[diesel(table_name = notes)]
pub struct NoteChanges {
    /// What it says.
    pub text: String,
}
