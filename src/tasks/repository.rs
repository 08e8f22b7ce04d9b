//! Tasks in the database. Each function takes the user whose tasks they are.

use wall::{AuthUser, Db, Held, Id, Result};

use super::{CreateTask, NewTask, Task, TaskChanges, TaskRow, UpdateTask, tasks};

/// Makes a task.
///
/// # Errors
/// [`wall::Error::Unavailable`]: then there is no new task.
pub async fn create(db: &Db, user: &AuthUser, task: CreateTask) -> Result<Task> {
    db.write(user, move |scope| {
        let now = scope.now();
        let task = NewTask {
            id: scope.new_id(),
            title: task.title.into_inner(),
            description: task.description.map(super::Description::into_inner),
            completed: task.completed,
            due_at: task.due_at,
            created_at: now,
            updated_at: now,
        };
        let held: Held<TaskRow> = scope.insert(tasks::table, task)?;
        Ok(held.into())
    })
    .await
}

/// A task that the user may see.
///
/// # Errors
/// [`wall::Error::NotFound`] when there is none of that id, or it is someone else's.
pub async fn get(db: &Db, user: &AuthUser, id: Id) -> Result<Task> {
    let held: Held<TaskRow> = db.get(user, tasks::table, id).await?;
    Ok(held.into())
}

/// Changes a task that the user may change. A body that changes nothing leaves `updatedAt` as it is.
///
/// # Errors
/// [`wall::Error::NotFound`] when there is none of that id that the user may see;
/// [`wall::Error::Forbidden`] when they may only see it.
pub async fn update(db: &Db, user: &AuthUser, id: Id, task: UpdateTask) -> Result<Task> {
    db.write(user, move |scope| {
        let UpdateTask { title, description, completed, due_at } = task;
        if title.is_none() && description.is_none() && completed.is_none() && due_at.is_none() {
            let held: Held<TaskRow> = scope.row(tasks::table, id).get()?;
            return Ok(held.into());
        }
        let changes = TaskChanges {
            title: title.map(super::Title::into_inner),
            description: description.map(|text| text.map(super::Description::into_inner)),
            completed,
            due_at,
            updated_at: scope.now(),
        };
        let held: Held<TaskRow> = scope.row(tasks::table, id).update(changes)?;
        Ok(held.into())
    })
    .await
}

/// Deletes a task that the user owns.
///
/// # Errors
/// [`wall::Error::NotFound`] when there is none of that id that the user may see;
/// [`wall::Error::Forbidden`] when it is not theirs.
pub async fn delete(db: &Db, user: &AuthUser, id: Id) -> Result<()> {
    db.write(user, move |scope| scope.row(tasks::table, id).delete()).await
}
