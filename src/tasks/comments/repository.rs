//! Comments in the database. Each function takes the user who asks.

use diesel::ExpressionMethods;
use wall::{Access, AuthUser, Db, Error, Id, Page, Result, Scope};

use super::{Comment, CommentChanges, CommentText, NewComment, comments};
use crate::{http::Paging, tasks::tasks};

/// One page of what was said about a task, newest first.
///
/// # Errors
/// [`Error::NotFound`] when there is no such task for the user.
pub async fn list(db: &Db, user: &AuthUser, task: Id, page: Paging) -> Result<Page<Comment>> {
    db.read(user, move |scope| {
        scope.row(tasks::table, task).require(Access::See)?;
        let rows = scope.rows(comments::table).filter(comments::task_id.eq(task)).few();
        rows.page(page.limit, page.cursor)
    })
    .await
}

/// Says something about a task.
///
/// # Errors
/// [`Error::NotFound`] when there is no such task for the user; [`Error::Forbidden`] when they
/// may only see it.
pub async fn create(db: &Db, user: &AuthUser, task: Id, text: CommentText) -> Result<Comment> {
    db.write(user, move |scope| {
        scope.row(tasks::table, task).require(Access::Edit)?;
        let (id, now) = (scope.new_id(), scope.now());
        let text = text.into_inner();
        let new = NewComment { id, task_id: task, text, created_at: now, updated_at: now };
        scope.insert(comments::table, new)
    })
    .await
}

/// Says something else instead.
///
/// # Errors
/// [`Error::NotFound`] when there is no such comment for the user; [`Error::Forbidden`] when it
/// is not theirs to change.
pub async fn update(
    db: &Db,
    user: &AuthUser,
    task: Id,
    comment: Id,
    text: CommentText,
) -> Result<Comment> {
    db.write(user, move |scope| {
        on_that_task(scope, task, comment)?;
        let changes = CommentChanges { text: text.into_inner(), updated_at: scope.now() };
        scope.row(comments::table, comment).update(changes)
    })
    .await
}

/// Takes it back, or off one's task.
///
/// # Errors
/// [`Error::NotFound`] when there is no such comment for the user; [`Error::Forbidden`] when
/// neither it nor the task is theirs.
pub async fn delete(db: &Db, user: &AuthUser, task: Id, comment: Id) -> Result<()> {
    db.write(user, move |scope| {
        on_that_task(scope, task, comment)?;
        scope.row(comments::table, comment).delete()
    })
    .await
}

/// A comment's path names its task too, and has to name the right one.
fn on_that_task<M: wall::Mode>(scope: &mut Scope<'_, M>, task: Id, comment: Id) -> Result<()> {
    scope.row(tasks::table, task).require(Access::See)?;
    let found: Comment = scope.row(comments::table, comment).get()?;
    if found.task_id == task { Ok(()) } else { Err(Error::NotFound("comment")) }
}
