//! Statements that a scope can be asked for and that the application never asks for: what its own
//! checks would have refused before, the wall refuses.

use diesel::{AsChangeset, Insertable};
use ownly::tasks::{
    TaskRow,
    comments::{Comment, comments},
    members::{MemberRow, task_members},
    tasks,
};
use rstest::rstest;
use testing::Backend;
use wall::{Error, Id, Result, Scope, Time, Write};

use crate::{shared::Shared, world::block_on};

#[derive(Insertable)]
#[diesel(table_name = comments)]
struct NewComment {
    id: Id,
    task_id: Id,
    text: String,
    created_at: Time,
    updated_at: Time,
}

#[derive(AsChangeset)]
#[diesel(table_name = comments)]
struct Moved {
    task_id: Id,
}

#[derive(Insertable)]
#[diesel(table_name = task_members)]
struct NewMember {
    id: Id,
    task_id: Id,
    user_id: String,
    can_edit: bool,
    created_at: Time,
}

#[derive(AsChangeset)]
#[diesel(table_name = task_members)]
struct NewRole {
    can_edit: bool,
}

#[derive(AsChangeset)]
#[diesel(table_name = task_members)]
struct Since {
    created_at: Time,
}

#[derive(AsChangeset)]
#[diesel(table_name = tasks)]
struct Renamed {
    title: Option<String>,
}

fn comment(scope: &mut Scope<'_, Write>, task_id: Id) -> Result<Comment> {
    let (id, now) = (scope.new_id(), scope.now());
    let text = "put in".to_owned();
    let new = NewComment { id, task_id, text, created_at: now, updated_at: now };
    scope.insert(comments::table, new)
}

#[rstest]
fn a_row_that_does_not_end_up_with_its_writer_is_refused_and_undone(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::on(on) else { return };
    let (db, adas, before) = (&shared.world.db, shared.adas, shared.everything());
    for user in [&shared.vic, &shared.sam] {
        let put_in = block_on(db.write(user, move |scope| comment(scope, adas)));
        assert!(matches!(put_in, Err(Error::NotFound("comment"))), "{put_in:?}");
        let made = block_on(db.write(user, move |scope| {
            let (id, created_at) = (scope.new_id(), scope.now());
            let user_id = "someone".to_owned();
            let new = NewMember { id, task_id: adas, user_id, can_edit: true, created_at };
            scope.insert::<_, _, MemberRow>(task_members::table, new)
        }));
        assert!(matches!(made, Err(Error::NotFound("member"))), "{made:?}");
    }
    let sams = shared.sams;
    let moved = block_on(db.write(&shared.eve, move |scope| {
        scope.rows(comments::table).update::<_, Comment>(Moved { task_id: sams })
    }));
    assert!(matches!(moved, Err(Error::NotFound("comment"))), "{moved:?}");
    assert_eq!(shared.everything(), before);
}

#[rstest]
fn a_refusal_that_is_swallowed_undoes_all_the_same(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::on(on) else { return };
    let (adas, sams, before) = (shared.adas, shared.sams, shared.everything());
    let done = block_on(shared.world.db.write(&shared.sam, move |scope| {
        comment(scope, sams)?;
        _ = comment(scope, adas);
        Ok(())
    }));
    assert!(matches!(done, Err(Error::Internal(_))), "{done:?}");
    assert_eq!(shared.everything(), before);
}

#[rstest]
fn a_statement_on_all_rows_is_on_those_that_one_may_do_that_with(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::on(on) else { return };
    let db = &shared.world.db;
    for (user, renamed, promoted) in
        [(&shared.ada, 1, 2), (&shared.eve, 1, 0), (&shared.vic, 0, 0), (&shared.sam, 1, 1)]
    {
        let done = block_on(db.write(user, |scope| {
            let changes = Renamed { title: Some("renamed".to_owned()) };
            let tasks: Vec<TaskRow> = scope.rows(tasks::table).update(changes)?;
            let changes = Since { created_at: scope.now() };
            let members: Vec<MemberRow> = scope.rows(task_members::table).update(changes)?;
            Ok((tasks.len(), members.len()))
        }));
        assert_eq!(done.unwrap(), (renamed, promoted), "{}", user.id());
    }
    for (user, comments, members, tasks) in [
        (&shared.vic, 0, 1, 0),
        (&shared.eve, 1, 1, 0),
        (&shared.tom, 0, 1, 0),
        (&shared.sam, 1, 0, 1),
        (&shared.ada, 1, 0, 1),
    ] {
        let gone = block_on(db.write(user, |scope| {
            Ok((
                scope.rows(comments::table).delete()?,
                scope.rows(task_members::table).delete()?,
                scope.rows(tasks::table).delete()?,
            ))
        }));
        assert_eq!(gone.unwrap(), (comments, members, tasks), "{}", user.id());
    }
    assert_eq!(shared.everything(), [""; 0]);
}

/// Then nothing is written, but the rows are read as if they had been.
#[rstest]
fn to_change_nothing_is_to_change(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(shared) = Shared::on(on) else { return };
    for (user, changed) in [(&shared.ada, 1), (&shared.eve, 1), (&shared.vic, 0), (&shared.sam, 1)]
    {
        let done = block_on(shared.world.db.write(user, |scope| {
            scope.rows(tasks::table).update::<_, TaskRow>(Renamed { title: None })
        }));
        assert_eq!(done.unwrap().len(), changed, "{}", user.id());
    }
}

#[rstest]
fn nobody_makes_more_of_their_own_membership(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::on(on) else { return };
    let before = shared.everything();
    let promoted = block_on(shared.world.db.write(&shared.vic, |scope| {
        let own = scope.rows(task_members::table).load::<MemberRow>()?;
        assert_eq!(own.len(), 1);
        scope.rows(task_members::table).update::<_, MemberRow>(NewRole { can_edit: true })
    }));
    assert_eq!(promoted.unwrap(), []);
    assert_eq!(shared.everything(), before);
}
