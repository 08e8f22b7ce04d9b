//! Answers, in a form that a model can make as well.

use ownly::tasks::{
    Role, Task,
    comments::Comment,
    members::{Member, MemberRole},
};
use wall::{Error, Id};

/// An answer, or in a few words why there is none.
pub type Answer<T> = Result<T, String>;

pub fn no_such(noun: &'static str) -> String {
    Error::NotFound(noun).to_string()
}

pub fn no_right(noun: &'static str) -> String {
    Error::Forbidden(noun).to_string()
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskView {
    pub id: Id,
    pub title: String,
    pub description: Option<String>,
    pub completed: bool,
    pub role: Role,
}

impl From<Task> for TaskView {
    fn from(task: Task) -> Self {
        let Task { id, title, description, completed, role, .. } = task;
        Self { id, title, description, completed, role }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberView {
    pub id: Id,
    /// As the owner named them.
    pub name: String,
    pub role: MemberRole,
}

impl From<Member> for MemberView {
    fn from(member: Member) -> Self {
        let name = member.email.or(member.user_id).unwrap_or_default();
        Self { id: member.id, name, role: member.role }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentView {
    pub id: Id,
    pub task: Id,
    pub author: String,
    pub text: String,
}

impl From<Comment> for CommentView {
    fn from(comment: Comment) -> Self {
        let Comment { id, task_id: task, author_id, text, .. } = comment;
        Self { id, task, author: author_id.to_string(), text }
    }
}
