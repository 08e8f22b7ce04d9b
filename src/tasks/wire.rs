//! Tasks as clients write them.

use serde::{Deserialize, Deserializer};
use utoipa::{IntoParams, ToSchema};
use wall::{PageSize, Reach, Time};

use crate::http::Text;

/// The body that makes a task.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateTask {
    /// What is to be done.
    pub title: Title,
    /// More about it.
    #[serde(default)]
    pub description: Option<Description>,
    /// Whether it is done already.
    #[serde(default)]
    pub completed: bool,
    /// When it has to be done by: RFC 3339, in any offset.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Time>,
}

/// The body that changes a task: what is sent is changed, `null` clears what can be empty.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateTask {
    /// What is to be done.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Title, required = false)]
    pub title: Option<Title>,
    /// More about it.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<Description>)]
    pub description: Option<Option<Description>>,
    /// Whether it is done.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = bool, required = false)]
    pub completed: Option<bool>,
    /// When it has to be done by.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Option<Time>>,
}

/// What a member holds that was sent, `null` included: serde takes a `null` for absence.
fn sent<'de, T: Deserialize<'de>, D: Deserializer<'de>>(value: D) -> Result<Option<T>, D::Error> {
    T::deserialize(value).map(Some)
}

/// Whose tasks are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Whose {
    /// One's own.
    #[default]
    Mine,
    /// Those that others share.
    Shared,
    /// Both.
    All,
}

impl From<Whose> for Reach {
    fn from(whose: Whose) -> Self {
        match whose {
            Whose::Mine => Self::Own,
            Whose::Shared => Self::Shared,
            Whose::All => Self::All,
        }
    }
}

/// In which order tasks are listed. Tasks that share a place go by their ids, in the same
/// direction; those without a `dueAt` come last in either.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum Sort {
    /// From the newest to the oldest, by id: what there is without a word.
    #[default]
    #[serde(skip)]
    Newest,
    /// `createdAt`: from the oldest to the newest.
    #[serde(rename = "createdAt")]
    CreatedAt,
    /// `-createdAt`: from the newest to the oldest.
    #[serde(rename = "-createdAt")]
    CreatedAtDescending,
    /// `dueAt`: what is due first comes first.
    #[serde(rename = "dueAt")]
    DueAt,
    /// `-dueAt`: what is due last comes first.
    #[serde(rename = "-dueAt")]
    DueAtDescending,
    /// `title`: by the code points of its characters.
    #[serde(rename = "title")]
    Title,
    /// `-title`: the other way round.
    #[serde(rename = "-title")]
    TitleDescending,
}

/// The query of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ListTasks {
    /// How many at the most.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100, default = 20)]
    pub limit: PageSize,
    /// Where the page before said that the next begins, in the same order. To
    /// clients it means nothing.
    #[param(value_type = Option<String>, pattern = "^[A-Za-z0-9_-]+$")]
    pub cursor: Option<String>,
    /// In which order, in place of newest first. Tasks that share a place go by their ids, in the
    /// same direction; titles go by code points, and tasks without a `dueAt` come last both ways.
    #[param(inline, required = false)]
    pub sort: Sort,
    /// One's own, those that others share, or both.
    #[param(inline, required = false)]
    pub scope: Whose,
    /// Only those done, or not done.
    pub completed: Option<bool>,
    /// Only those with this text in title or description, in capitals or not.
    #[param(inline)]
    pub q: Option<SearchText>,
}

/// What is to be done: 1 to 200 characters.
pub type Title = Text<1, 200>;
/// More about it: up to 10,000 characters.
pub type Description = Text<0, 10_000>;
/// What to look for: up to 200 characters; none at all are in every task.
pub type SearchText = Text<0, 200>;
