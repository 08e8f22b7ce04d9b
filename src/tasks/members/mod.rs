//! The users that a task is shared with.

mod repository;
mod routes;
mod wire;

use diesel::{AsChangeset, Insertable, Queryable, Selectable, table};
use serde::Serialize;
use utoipa::ToSchema;
use wall::{Either, Id, Instant, Names, OwnedBy, Owner, RowId, Scoped, Time};

pub use repository::{list, pending, remove, settle, share};
pub(crate) use routes::Document;
pub use routes::routes;
pub use wire::{MemberRole, ShareTask, Who};

table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use super::{Instant, Owner, RowId};

    /// The table.
    task_members (id) {
        /// Which.
        id -> RowId,
        /// The task's owner, whose row it is.
        owner_id -> Owner,
        /// The task.
        task_id -> RowId,
        /// The address that the owner named, if it was an address.
        email -> Nullable<Text>,
        /// Who it is; null while nobody has an account with the address.
        user_id -> Nullable<Text>,
        /// Whether they may change the task.
        can_edit -> Bool,
        /// Since when.
        created_at -> Instant,
    }
}

/// The owner says who is a member; a member sees their own membership, and may end it.
impl Scoped for task_members::table {
    const NOUN: &str = "member";
    type Policy = Either<OwnedBy<task_members::owner_id>, Names<task_members::user_id>>;
}

/// A membership, as the table has it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize)]
#[diesel(table_name = task_members)]
#[serde(rename_all = "camelCase")]
pub struct MemberRow {
    id: Id,
    task_id: Id,
    email: Option<String>,
    user_id: Option<String>,
    can_edit: bool,
    created_at: Time,
}

/// A member, as the owner named them. Where that was by address nothing more is told: not who it
/// is, nor whether it is anyone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Which.
    #[schema(value_type = String, format = "uuid")]
    pub id: Id,
    /// The address, if it was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false)]
    pub email: Option<String>,
    /// The user's id, if that was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false)]
    pub user_id: Option<String>,
    /// What they are to the task.
    pub role: MemberRole,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
}

impl From<MemberRow> for Member {
    fn from(row: MemberRow) -> Self {
        let user_id = if row.email.is_some() { None } else { row.user_id };
        let role = if row.can_edit { MemberRole::Editor } else { MemberRole::Viewer };
        Self { id: row.id, email: row.email, user_id, role, created_at: row.created_at }
    }
}

#[derive(Insertable)]
#[diesel(table_name = task_members)]
struct NewMember {
    id: Id,
    task_id: Id,
    email: Option<String>,
    user_id: Option<String>,
    can_edit: bool,
    created_at: Time,
}

#[derive(AsChangeset)]
#[diesel(table_name = task_members)]
struct MemberChanges {
    user_id: Option<String>,
    can_edit: Option<bool>,
}
