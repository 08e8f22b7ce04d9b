//! Lists that are shared, and what is beneath them.

use diesel::table;
use ownly_wall::{
    Author, Either, MemberOf, Names, OwnedBy, Owner, RowId, Scoped, Tables, Through, WrittenBy,
};

use super::rows::{Chore, Item, List, Member, Remark};

table! {
    use diesel::sql_types::Text;
    use super::{Owner, RowId};

    lists (id) {
        id -> RowId,
        owner_id -> Owner,
        text -> Text,
    }
}

table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use super::{Owner, RowId};

    /// Whom lists are shared with; whom nobody knows yet is null.
    members (id) {
        id -> RowId,
        owner_id -> Owner,
        list_id -> RowId,
        user_id -> Nullable<Text>,
        edits -> Bool,
        text -> Text,
    }
}

table! {
    use diesel::sql_types::Text;
    use super::RowId;

    items (id) {
        id -> RowId,
        list_id -> RowId,
        text -> Text,
    }
}

table! {
    use diesel::sql_types::{Nullable, Text};
    use super::RowId;

    /// As items; and who does one may see it without the list.
    chores (id) {
        id -> RowId,
        list_id -> RowId,
        done_by -> Nullable<Text>,
        text -> Text,
    }
}

table! {
    use diesel::sql_types::Text;
    use super::{Author, RowId};

    /// What is said about items.
    remarks (id) {
        id -> RowId,
        item_id -> RowId,
        author_id -> Author,
        text -> Text,
    }
}

table! {
    use diesel::sql_types::{Bool, Text};
    use super::RowId;

    /// Circles within circles: each row is a circle, and who is in the one around it.
    circles (id) {
        id -> RowId,
        within -> RowId,
        user_id -> Text,
        edits -> Bool,
    }
}

table! {
    use diesel::sql_types::Text;
    use super::{Owner, RowId};

    /// A table with a policy that nobody has listed.
    drafts (id) {
        id -> RowId,
        owner_id -> Owner,
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

impl Scoped for items::table {
    const NOUN: &str = "item";
    type Policy = Through<items::list_id, lists::table>;
}

impl Scoped for chores::table {
    const NOUN: &str = "chore";
    type Policy = Either<Through<chores::list_id, lists::table>, Names<chores::done_by>>;
}

impl Scoped for remarks::table {
    const NOUN: &str = "remark";
    type Policy = WrittenBy<remarks::author_id, Through<remarks::item_id, items::table>>;
}

impl Scoped for circles::table {
    const NOUN: &str = "circle";
    type Policy = MemberOf<circles::within, circles::user_id, circles::edits>;
}

impl Scoped for drafts::table {
    const NOUN: &str = "draft";
    type Policy = OwnedBy<drafts::owner_id>;
}

/// Those that are listed: not the drafts, nor the circles, which PostgreSQL cannot judge.
pub(crate) fn tables(others: Tables) -> Tables {
    others
        .with::<_, List>(lists::table)
        .with::<_, Member>(members::table)
        .with::<_, Item>(items::table)
        .with::<_, Chore>(chores::table)
        .with::<_, Remark>(remarks::table)
}
