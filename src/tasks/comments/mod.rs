//! What those who may change a task have to say about it.

mod repository;
mod routes;
mod wire;

use diesel::{AsChangeset, Insertable, Queryable, Selectable, table};
use serde::Serialize;
use utoipa::ToSchema;
use wall::{Author, Id, Instant, RowId, Scoped, Through, Time, Writer, WrittenBy};

use super::tasks;

pub use repository::{create, delete, list, update};
pub(crate) use routes::Document;
pub use routes::routes;
pub use wire::{CommentText, WriteComment};

table! {
    use diesel::sql_types::Text;
    use super::{Author, Instant, RowId};

    /// The table.
    comments (id) {
        /// Which.
        id -> RowId,
        /// On which task.
        task_id -> RowId,
        /// By whom.
        author_id -> Author,
        /// What they said.
        text -> Text,
        /// When.
        created_at -> Instant,
        /// When they last changed it.
        updated_at -> Instant,
    }
}

/// Who sees the task sees its comments; who may change it may comment; a comment is its author's
/// to change, and theirs or the task's owner's to delete.
impl Scoped for comments::table {
    const NOUN: &str = "comment";
    type Policy = WrittenBy<comments::author_id, Through<comments::task_id, tasks::table>>;
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize, ToSchema)]
#[diesel(table_name = comments)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    /// Which.
    #[schema(value_type = String, format = "uuid")]
    pub id: Id,
    /// On which task.
    #[schema(value_type = String, format = "uuid")]
    pub task_id: Id,
    /// By whom.
    #[schema(value_type = String)]
    pub author_id: Writer,
    /// 1 to 2,000 characters.
    pub text: String,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Time,
}

#[derive(Insertable)]
#[diesel(table_name = comments)]
struct NewComment {
    id: Id,
    task_id: Id,
    text: String,
    created_at: Time,
    updated_at: Time,
}

#[derive(AsChangeset)]
#[diesel(table_name = comments)]
struct CommentChanges {
    text: String,
    updated_at: Time,
}
