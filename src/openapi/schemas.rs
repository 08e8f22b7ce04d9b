//! Shapes that have no type of their own here.

use serde::Serialize;
use utoipa::ToSchema;

/// What every answer that is not what was asked for looks like.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Error)]
pub(crate) struct ErrorBody {
    /// For programs. Does not change.
    #[schema(pattern = "^[A-Z][A-Z_]*$", example = "TASK_NOT_FOUND")]
    code: String,
    /// For people. May change.
    #[schema(example = "No such task.")]
    message: String,
    /// Where a fault is the server's: what the log has it under.
    #[serde(rename = "requestId")]
    #[schema(value_type = String, required = false)]
    request_id: Option<String>,
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PageOf<T> {
    /// The rows.
    items: Vec<T>,
    /// What to send as `cursor` for the next page; null on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}
