use serde::Deserialize;
use wall::{Id, PageSize};

use crate::http::{cursor, text};

text! {
    /// What one has to say: 1 to 2,000 characters.
    CommentText, 1 to 2_000 characters
}

/// The body that makes or changes a comment.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WriteComment {
    /// What one has to say.
    pub text: CommentText,
}

/// The query of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ListComments {
    /// How many at the most.
    pub limit: PageSize,
    /// Where the page before said that the next begins.
    #[serde(deserialize_with = "cursor")]
    pub cursor: Option<Id>,
}
