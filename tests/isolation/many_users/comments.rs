//! Who may do what with a comment.

use ownly::tasks::Role;
use wall::Id;

use super::{
    NAMES,
    model::TaskModel,
    views::{Answer, CommentView, no_right, no_such},
};

#[derive(Debug, Clone)]
pub struct CommentModel {
    pub id: Id,
    pub author: usize,
    pub text: String,
}

impl TaskModel {
    /// Newest first.
    pub fn comments_seen_by(&self, user: usize) -> Answer<Vec<CommentView>> {
        self.seeing(user)?;
        let mut seen: Vec<_> = self.comments.iter().map(|comment| self.view(comment)).collect();
        seen.sort_by_key(|comment| std::cmp::Reverse(comment.id));
        Ok(seen)
    }

    /// The author's alone, and while they may change the task.
    pub fn rewording(&self, user: usize, comment: Id) -> Answer<()> {
        let role = self.seeing(user)?;
        let is_authors = self.comment(comment)?.author == user;
        if is_authors && role != Role::Viewer { Ok(()) } else { Err(no_right("comment")) }
    }

    /// The author's, while they see the task, and the task's owner's.
    pub fn taking_back(&self, user: usize, comment: Id) -> Answer<()> {
        let role = self.seeing(user)?;
        let is_authors = self.comment(comment)?.author == user;
        if is_authors || role == Role::Owner { Ok(()) } else { Err(no_right("comment")) }
    }

    /// The author's, whether they see the task or not, and the task's owner's.
    pub fn is_ones_own(&self, comment: &CommentModel, user: usize) -> bool {
        self.is_there && (comment.author == user || self.owner == user)
    }

    pub fn say(&mut self, user: usize, id: Id, text: &str) -> Answer<CommentView> {
        self.changing(user)?;
        let comment = CommentModel { id, author: user, text: text.to_owned() };
        let view = self.view(&comment);
        self.comments.push(comment);
        Ok(view)
    }

    pub fn reword(&mut self, user: usize, comment: Id, text: &str) -> Answer<CommentView> {
        self.rewording(user, comment)?;
        let mut all = self.comments.iter_mut();
        let found = all.find(|other| other.id == comment).ok_or_else(|| no_such("comment"))?;
        text.clone_into(&mut found.text);
        Ok(self.view(self.comment(comment)?))
    }

    pub fn take_back(&mut self, user: usize, comment: Id) -> Answer<()> {
        self.taking_back(user, comment)?;
        self.comments.retain(|other| other.id != comment);
        self.former.push(comment);
        Ok(())
    }

    fn comment(&self, id: Id) -> Answer<&CommentModel> {
        let found = self.comments.iter().find(|comment| comment.id == id);
        found.ok_or_else(|| no_such("comment"))
    }

    fn view(&self, comment: &CommentModel) -> CommentView {
        let (author, text) = (NAMES[comment.author].to_owned(), comment.text.clone());
        CommentView { id: comment.id, task: self.id, author, text }
    }
}
