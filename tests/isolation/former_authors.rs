//! Who has written a comment and may no longer, or no longer see it.

use diesel::AsChangeset;
use ownly::tasks::{
    comments::{Comment, comments},
    members::{self, MemberRole, Who},
};
use rstest::rstest;
use testing::Backend;
use wall::AuthUser;

use crate::{shared::Shared, world::block_on};

#[derive(AsChangeset)]
#[diesel(table_name = comments)]
struct Words {
    text: String,
}

/// How many comments a user sees, may change and may delete, by statements that name none.
fn reach(shared: &Shared, user: &AuthUser) -> (usize, usize, usize) {
    let seen = block_on(shared.world.db.read(user, |scope| {
        let all = scope.rows(comments::table).load::<Comment>()?.len();
        assert_eq!(scope.rows(comments::table).few().load::<Comment>()?.len(), all);
        Ok(all)
    }));
    let changed = block_on(shared.world.db.write(user, |scope| {
        let words = Words { text: "reworded".to_owned() };
        Ok(scope.rows(comments::table).update::<_, Comment>(words)?.len())
    }));
    let deleted =
        block_on(shared.world.db.write(user, |scope| scope.rows(comments::table).delete()));
    (seen.unwrap(), changed.unwrap(), deleted.unwrap())
}

#[rstest]
fn an_author_who_may_only_see_the_task_may_still_take_back_what_they_said(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::on(on) else { return };
    let who = Who::User(shared.eve.id().to_string());
    let share = members::share(&shared.world.db, &shared.ada, shared.adas, who, MemberRole::Viewer);
    block_on(share).unwrap();
    assert_eq!(reach(&shared, &shared.eve), (2, 0, 1));
}

#[rstest]
fn an_author_who_is_shut_out_has_their_own_words_and_may_not_change_them(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::on(on) else { return };
    let (db, before) = (&shared.world.db, shared.everything());
    let memberships = block_on(members::list(db, &shared.eve, shared.adas)).unwrap();
    block_on(members::remove(db, &shared.ada, shared.adas, memberships[0].id)).unwrap();
    assert_eq!(shared.everything().len(), before.len() - 1);
    assert_eq!(reach(&shared, &shared.eve), (1, 0, 1));
    assert_eq!(shared.everything().len(), before.len() - 2);
}

#[rstest]
fn the_comments_on_one_task_are_nothing_to_those_of_another(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::on(on) else { return };
    assert_eq!(reach(&shared, &shared.vic), (2, 0, 0));
    assert_eq!(reach(&shared, &shared.tom), (1, 0, 0));
    assert_eq!(reach(&shared, &shared.eve), (2, 1, 1));
    assert_eq!(reach(&shared, &shared.sam), (1, 1, 1));
    assert_eq!(reach(&shared, &shared.ada), (1, 1, 1));
}
