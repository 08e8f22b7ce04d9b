//! Who may do what with a task, said again in the plainest way.

use ownly::tasks::{Role, members::MemberRole};
use wall::Id;

use super::{
    comments::CommentModel,
    members::MemberModel,
    views::{Answer, TaskView, no_right, no_such},
};

pub const USERS: usize = 8;

#[derive(Debug, Clone)]
pub struct TaskModel {
    pub id: Id,
    /// Its own, and in every text of it.
    pub number: usize,
    pub owner: usize,
    pub is_there: bool,
    pub title: String,
    pub description: Option<String>,
    pub completed: bool,
    pub members: Vec<MemberModel>,
    pub comments: Vec<CommentModel>,
    /// Ids of members and comments that are no more.
    pub former: Vec<Id>,
}

impl TaskModel {
    /// A task that is not there and never was.
    pub fn nowhere(id: Id) -> Self {
        Self {
            id,
            number: usize::MAX,
            owner: 0,
            is_there: false,
            title: String::new(),
            description: None,
            completed: false,
            members: Vec::new(),
            comments: Vec::new(),
            former: Vec::new(),
        }
    }

    /// The ids of its members and comments, and of those that are no more.
    pub fn below(&self) -> impl Iterator<Item = Id> {
        let members = self.members.iter().map(|member| member.id);
        let comments = self.comments.iter().map(|comment| comment.id);
        members.chain(comments).chain(self.former.iter().copied())
    }

    pub fn role(&self, user: usize) -> Option<Role> {
        if !self.is_there {
            return None;
        }
        if user == self.owner {
            return Some(Role::Owner);
        }
        let member = self.members.iter().find(|member| member.user == user && member.is_known)?;
        Some(match member.role {
            MemberRole::Editor => Role::Editor,
            MemberRole::Viewer => Role::Viewer,
        })
    }

    pub fn seeing(&self, user: usize) -> Answer<Role> {
        self.role(user).ok_or_else(|| no_such("task"))
    }

    pub fn changing(&self, user: usize) -> Answer<()> {
        match self.seeing(user)? {
            Role::Owner | Role::Editor => Ok(()),
            Role::Viewer => Err(no_right("task")),
        }
    }

    /// Deleting it, or sharing it.
    pub fn owning(&self, user: usize) -> Answer<()> {
        match self.seeing(user)? {
            Role::Owner => Ok(()),
            Role::Editor | Role::Viewer => Err(no_right("task")),
        }
    }

    pub fn as_seen_by(&self, user: usize) -> Answer<TaskView> {
        let role = self.seeing(user)?;
        let (title, description) = (self.title.clone(), self.description.clone());
        Ok(TaskView { id: self.id, title, description, completed: self.completed, role })
    }

    pub fn delete(&mut self, user: usize) -> Answer<()> {
        self.owning(user)?;
        self.is_there = false;
        self.former.extend(self.members.drain(..).map(|member| member.id));
        self.former.extend(self.comments.drain(..).map(|comment| comment.id));
        Ok(())
    }
}
