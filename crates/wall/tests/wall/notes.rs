//! Notes, each its owner's.

use diesel::{AsChangeset, Insertable, Queryable, Selectable, table};
use ownly_wall::{Id, OwnedBy, Owner, Result, RowId, Scope, Scoped, Write};
use serde::Serialize;

table! {
    use diesel::sql_types::Text;
    use super::{Owner, RowId};

    notes (id) {
        id -> RowId,
        owner_id -> Owner,
        text -> Text,
    }
}

impl Scoped for notes::table {
    const NOUN: &str = "note";
    type Policy = OwnedBy<notes::owner_id>;
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize)]
#[diesel(table_name = notes)]
pub(crate) struct Note {
    pub(crate) id: Id,
    pub(crate) text: String,
}

#[derive(Debug, Insertable)]
#[diesel(table_name = notes)]
pub(crate) struct NewNote {
    pub(crate) id: Id,
    pub(crate) text: String,
}

#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = notes)]
pub(crate) struct NoteChanges {
    pub(crate) text: String,
}

/// Adds a note of whoever is asking.
pub(crate) fn add(scope: &mut Scope<'_, Write>, text: impl Into<String>) -> Result<Note> {
    let note = NewNote { id: scope.new_id(), text: text.into() };
    scope.insert(notes::table, note)
}
