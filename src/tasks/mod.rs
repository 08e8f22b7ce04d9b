//! Tasks: what a user has to do. Each is its owner's, and whom the owner shares it with.

pub mod comments;
mod list;
pub mod members;
mod repository;
mod routes;
mod wire;

use diesel::{AsChangeset, Insertable, Queryable, Selectable, table};
use serde::Serialize;
use utoipa::ToSchema;
use wall::{Access, Either, Held, Id, Instant, MemberOf, OwnedBy, Owner, RowId, Scoped, Time};

use members::task_members;

pub use list::list;
pub use repository::{create, delete, get, update};
pub(crate) use routes::Document;
pub use routes::routes;
pub use wire::{CreateTask, Description, ListTasks, SearchText, Sort, Title, UpdateTask, Whose};

table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use super::{Instant, Owner, RowId};

    /// The table.
    tasks (id) {
        /// Which.
        id -> RowId,
        /// Whose.
        owner_id -> Owner,
        /// What is to be done.
        title -> Text,
        /// More about it.
        description -> Nullable<Text>,
        /// Whether it is done.
        completed -> Bool,
        /// When it has to be done by.
        due_at -> Nullable<Instant>,
        /// When it was made.
        created_at -> Instant,
        /// When it was last changed.
        updated_at -> Instant,
    }
}

impl Scoped for tasks::table {
    const NOUN: &str = "task";
    type Policy = Either<
        OwnedBy<tasks::owner_id>,
        MemberOf<task_members::task_id, task_members::user_id, task_members::can_edit>,
    >;
}

/// A task, as the table has it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize)]
#[diesel(table_name = tasks)]
#[serde(rename_all = "camelCase")]
pub struct TaskRow {
    id: Id,
    title: String,
    description: Option<String>,
    completed: bool,
    due_at: Option<Time>,
    created_at: Time,
    updated_at: Time,
}

/// A task, as whoever may see it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// Which.
    #[schema(value_type = String, format = "uuid")]
    pub id: Id,
    /// 1 to 200 characters.
    pub title: String,
    /// Up to 10,000 characters.
    pub description: Option<String>,
    /// Whether it is done.
    pub completed: bool,
    /// When it has to be done by.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Time>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Time,
    /// What the caller is to it.
    pub role: Role,
}

/// What a user is to a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// May do everything.
    Owner,
    /// May see and change it, and comment on it.
    Editor,
    /// May see it.
    Viewer,
}

impl From<Access> for Role {
    fn from(access: Access) -> Self {
        match access {
            Access::Own => Self::Owner,
            Access::Edit => Self::Editor,
            Access::See => Self::Viewer,
        }
    }
}

impl From<Held<TaskRow>> for Task {
    fn from(Held { access, row }: Held<TaskRow>) -> Self {
        let TaskRow { id, title, description, completed, due_at, created_at, updated_at } = row;
        let role = access.into();
        Self { id, title, description, completed, due_at, created_at, updated_at, role }
    }
}

#[derive(Insertable)]
#[diesel(table_name = tasks)]
struct NewTask {
    id: Id,
    title: String,
    description: Option<String>,
    completed: bool,
    due_at: Option<Time>,
    created_at: Time,
    updated_at: Time,
}

/// `None` leaves a column as it is; `Some(None)` makes it null.
#[derive(AsChangeset)]
#[diesel(table_name = tasks)]
struct TaskChanges {
    title: Option<String>,
    description: Option<Option<String>>,
    completed: Option<bool>,
    due_at: Option<Option<Time>>,
    updated_at: Time,
}
