//! Members in the database. Each function takes the user who asks.

use diesel::ExpressionMethods;
use wall::{Access, AuthUser, Db, Id, Result};

use super::{Member, MemberChanges, MemberRole, MemberRow, NewMember, Who, task_members};
use crate::tasks::tasks;

/// Those whom the task is shared with: all of them for its owner, themselves for a member.
///
/// # Errors
/// [`wall::Error::NotFound`] when there is no such task for the user.
pub async fn list(db: &Db, user: &AuthUser, task: Id) -> Result<Vec<Member>> {
    db.read(user, move |scope| {
        scope.row(tasks::table, task).require(Access::See)?;
        let members = scope.rows(task_members::table).filter(task_members::task_id.eq(task));
        let mut rows = members.load::<MemberRow>()?;
        rows.sort_by_key(|row| row.id);
        Ok(rows.into_iter().map(Member::from).collect())
    })
    .await
}

/// The addresses that the user's task is shared with and that nobody has had an account with so
/// far.
///
/// # Errors
/// [`wall::Error::Unavailable`].
pub async fn pending(db: &Db, user: &AuthUser, task: Id) -> Result<Vec<String>> {
    db.read(user, move |scope| {
        let members = scope
            .rows(task_members::table)
            .filter(task_members::task_id.eq(task))
            .filter(task_members::user_id.is_null());
        Ok(members.load::<MemberRow>()?.into_iter().filter_map(|row| row.email).collect())
    })
    .await
}

/// Lets whoever has come to have an account with the address in.
///
/// # Errors
/// [`wall::Error::Unavailable`].
pub async fn settle(
    db: &Db,
    user: &AuthUser,
    task: Id,
    email: String,
    member: String,
) -> Result<()> {
    db.write(user, move |scope| {
        let changes = MemberChanges { user_id: Some(member), can_edit: None };
        scope
            .rows(task_members::table)
            .filter(task_members::task_id.eq(task))
            .filter(task_members::email.eq(email))
            .update::<_, MemberRow>(changes)?;
        Ok(())
    })
    .await
}

/// Shares a task, or shares it in another role with who is a member already. Tells whether they
/// are new; `None` where the owner named themselves.
///
/// # Errors
/// [`wall::Error::NotFound`] when there is no such task for the user;
/// [`wall::Error::Forbidden`] when they do not own it.
pub async fn share(
    db: &Db,
    user: &AuthUser,
    task: Id,
    who: Who,
    role: MemberRole,
) -> Result<Option<(Member, bool)>> {
    db.write(user, move |scope| {
        scope.row(tasks::table, task).require(Access::Own)?;
        let can_edit = match role {
            MemberRole::Viewer => false,
            MemberRole::Editor => true,
        };
        let (email, user_id) = match who {
            Who::Address { email, user_id } => (Some(email), user_id),
            Who::User(user_id) => (None, Some(user_id)),
        };
        if user_id.as_deref() == Some(scope.user().as_str()) {
            return Ok(None);
        }
        let named = scope.rows(task_members::table).filter(task_members::task_id.eq(task));
        let named = match &email {
            Some(email) => named.filter(task_members::email.eq(email.clone())),
            None => named.filter(task_members::user_id.eq(user_id.clone())),
        };
        let changes = MemberChanges { user_id: user_id.clone(), can_edit: Some(can_edit) };
        if let Some(row) = named.update::<_, MemberRow>(changes)?.pop() {
            return Ok(Some((row.into(), false)));
        }
        let (id, created_at) = (scope.new_id(), scope.now());
        let new = NewMember { id, task_id: task, email, user_id, can_edit, created_at };
        let row: MemberRow = scope.insert(task_members::table, new)?;
        Ok(Some((row.into(), true)))
    })
    .await
}

/// Ends a membership: anyone's by the task's owner, their own by a member.
///
/// # Errors
/// [`wall::Error::NotFound`] when there is no such membership for the user.
pub async fn remove(db: &Db, user: &AuthUser, task: Id, member: Id) -> Result<()> {
    db.write(user, move |scope| {
        scope.row(tasks::table, task).require(Access::See)?;
        let row: MemberRow = scope.row(task_members::table, member).get()?;
        if row.task_id != task {
            return Err(wall::Error::NotFound("member"));
        }
        scope.row(task_members::table, member).delete()
    })
    .await
}
