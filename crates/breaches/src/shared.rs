//! Lists that their owners share, and what members write beneath them.

use diesel::{Queryable, Selectable, table};
use wall::{
    Author, Either, Id, MemberOf, Names, OwnedBy, Owner, RowId, Scoped, Through, WrittenBy,
};

table! {
    use diesel::sql_types::Text;
    use super::{Owner, RowId};

    /// Lists, each its owner's and its members'.
    lists (id) {
        /// Which.
        id -> RowId,
        /// Whose.
        owner_id -> Owner,
        /// What it is called.
        name -> Text,
    }
}

table! {
    use diesel::sql_types::{Bool, Text};
    use super::{Owner, RowId};

    /// With whom lists are shared.
    members (id) {
        /// Which.
        id -> RowId,
        /// The list's owner.
        owner_id -> Owner,
        /// The list.
        list_id -> RowId,
        /// Who.
        user_id -> Text,
        /// Whether they may edit it.
        edits -> Bool,
    }
}

table! {
    use diesel::sql_types::Text;
    use super::{Author, RowId};

    /// What is said about lists.
    remarks (id) {
        /// Which.
        id -> RowId,
        /// About which list.
        list_id -> RowId,
        /// By whom.
        author_id -> Author,
        /// What they said.
        text -> Text,
    }
}

impl Scoped for lists::table {
    const NOUN: &str = "list";
    type Policy = Either<
        OwnedBy<lists::owner_id>,
        MemberOf<members::list_id, members::user_id, members::edits>,
    >;
}

impl Scoped for members::table {
    const NOUN: &str = "member";
    type Policy = Either<OwnedBy<members::owner_id>, Names<members::user_id>>;
}

impl Scoped for remarks::table {
    const NOUN: &str = "remark";
    type Policy = WrittenBy<remarks::author_id, Through<remarks::list_id, lists::table>>;
}

/// A list, as whoever may see it sees it.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = lists)]
pub struct List {
    /// Which.
    pub id: Id,
    /// What it is called.
    pub name: String,
}
