//! The rows of shared tables, and who they are to whom: Ann's list, of which Eve is an editor and
//! Vic a viewer; Sam is a stranger.

use diesel::{AsChangeset, Insertable, Queryable, Selectable};
use ownly_wall::{Id, Result, Scope, Write, Writer};
use serde::Serialize;
use testing::Backend;

use super::tables::{chores, circles, drafts, items, lists, members, remarks};
use crate::house::House;

/// A row as it is read, as it is made, and what of it changes.
macro_rules! rows {
    ($($table:ident: $row:ident { $($read:ident: $value:ty),* } $new:ident { $($field:ident: $of:ty),* } $changes:ident { $($change:ident: $to:ty),* })*) => {$(
        #[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize)]
        #[diesel(table_name = $table)]
        pub(super) struct $row {
            pub(super) id: Id,
            $(pub(super) $read: $value),*
        }

        #[derive(Debug, Clone, Insertable)]
        #[diesel(table_name = $table)]
        pub(super) struct $new {
            pub(super) id: Id,
            $(pub(super) $field: $of),*
        }

        #[derive(Debug, Clone, Default, AsChangeset)]
        #[diesel(table_name = $table)]
        pub(super) struct $changes {
            $(pub(super) $change: Option<$to>),*
        }
    )*};
}

rows! {
    lists:
        List { text: String } NewList { text: String } ListChanges { text: String }
    members:
        Member { list_id: Id, user_id: Option<String>, edits: bool, text: String }
        NewMember { list_id: Id, user_id: Option<String>, edits: bool, text: String }
        MemberChanges { list_id: Id, text: String, edits: bool }
    items:
        Item { list_id: Id, text: String }
        NewItem { list_id: Id, text: String }
        ItemChanges { list_id: Id, text: String }
    chores:
        Chore { list_id: Id, done_by: Option<String>, text: String }
        NewChore { list_id: Id, done_by: Option<String>, text: String }
        ChoreChanges { text: String }
    remarks:
        Remark { item_id: Id, author_id: Writer, text: String }
        NewRemark { item_id: Id, text: String }
        RemarkChanges { item_id: Id, text: String }
    circles:
        Circle { user_id: String } NewCircle { user_id: String } CircleChanges { user_id: String }
    drafts:
        Draft { text: String } NewDraft { text: String } DraftChanges { text: String }
}

pub(super) fn add_list(scope: &mut Scope<'_, Write>, text: &str) -> Result<List> {
    let new = NewList { id: scope.new_id(), text: text.into() };
    scope.insert(lists::table, new)
}

pub(super) fn add_member(
    scope: &mut Scope<'_, Write>,
    list_id: Id,
    user: &str,
    edits: bool,
) -> Result<Member> {
    let user_id = Some(user.to_owned());
    let new = NewMember { id: scope.new_id(), list_id, user_id, edits, text: user.into() };
    scope.insert(members::table, new)
}

pub(super) fn add_item(scope: &mut Scope<'_, Write>, list_id: Id, text: &str) -> Result<Item> {
    let new = NewItem { id: scope.new_id(), list_id, text: text.into() };
    scope.insert(items::table, new)
}

pub(super) fn add_remark(scope: &mut Scope<'_, Write>, item_id: Id, text: &str) -> Result<Remark> {
    let new = NewRemark { id: scope.new_id(), item_id, text: text.into() };
    scope.insert(remarks::table, new)
}

pub(super) fn id(text: &str) -> Id {
    text.parse::<uuid::Uuid>().unwrap().into()
}

/// Ann's list, and the rows beneath it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Party {
    pub(super) list: Id,
    /// That of Eve, who edits, and that of Vic, who looks on.
    pub(super) eves: Id,
    pub(super) vics: Id,
    pub(super) item: Id,
    /// What Ann said of the item, and what Eve did.
    pub(super) anns_remark: Id,
    pub(super) eves_remark: Id,
}

/// `None` where the tests leave this database out.
pub(super) fn party(on: Backend) -> Option<(House, Party)> {
    let house = House::on(on)?;
    let party = house.write("ann", |scope| {
        let list = add_list(scope, "party")?.id;
        let eves = add_member(scope, list, "eve", true)?.id;
        let vics = add_member(scope, list, "vic", false)?.id;
        let item = add_item(scope, list, "cake")?.id;
        let anns_remark = add_remark(scope, item, "with cream")?.id;
        Ok(Party { list, eves, vics, item, anns_remark, eves_remark: anns_remark })
    });
    let party = party.unwrap();
    let item = party.item;
    let remark = house.write("eve", move |scope| add_remark(scope, item, "without"));
    Some((house, Party { eves_remark: remark.unwrap().id, ..party }))
}

/// Everything that is in the tables beneath lists, whoever may see it.
pub(super) fn everything(house: &House) -> Vec<String> {
    house.sql.text(
        "SELECT line FROM (
             SELECT 'list ' || text || ' of ' || owner_id AS line FROM lists
             UNION ALL SELECT 'member ' || members.text || ' of ' || lists.text
                 FROM members JOIN lists ON lists.id = list_id
             UNION ALL SELECT 'item ' || items.text || ' on ' || lists.text
                 FROM items JOIN lists ON lists.id = list_id
             UNION ALL SELECT 'chore ' || chores.text || ' on ' || lists.text
                 FROM chores JOIN lists ON lists.id = list_id
             UNION ALL SELECT 'remark ' || text || ' by ' || author_id FROM remarks
         ) AS lines ORDER BY line",
    )
}
