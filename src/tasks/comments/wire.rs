use serde::Deserialize;
use utoipa::ToSchema;

use crate::http::Text;

/// What one has to say: 1 to 2,000 characters.
pub type CommentText = Text<1, 2_000>;

/// The body that makes or changes a comment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteComment {
    /// What one has to say.
    pub text: CommentText,
}
