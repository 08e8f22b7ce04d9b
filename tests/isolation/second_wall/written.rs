//! What a row may not be made, and not be made into.

use rstest::rstest;
use testing::Backend;

use super::refusal;
use crate::shared::Shared;

/// `ADAS` and `SAMS` stand for the ids of their tasks.
#[rstest]
#[case::task_of_anothers(
    "eve",
    "INSERT INTO tasks VALUES (gen_random_uuid(), 'ada', 'x', NULL, false, NULL, now(), now())"
)]
#[case::task_of_no_ones(
    "",
    "INSERT INTO tasks VALUES (gen_random_uuid(), 'ada', 'x', NULL, false, NULL, now(), now())"
)]
#[case::comment_of_anothers(
    "eve",
    "INSERT INTO comments VALUES (gen_random_uuid(), 'ADAS', 'ada', 'x', now(), now())"
)]
#[case::comment_of_a_viewers(
    "vic",
    "INSERT INTO comments VALUES (gen_random_uuid(), 'ADAS', 'vic', 'x', now(), now())"
)]
#[case::comment_of_a_strangers(
    "sam",
    "INSERT INTO comments VALUES (gen_random_uuid(), 'ADAS', 'sam', 'x', now(), now())"
)]
#[case::membership_by_an_editor(
    "eve",
    "INSERT INTO task_members
     VALUES (gen_random_uuid(), 'ada', 'ADAS', NULL, 'sam', true, now())"
)]
#[case::membership_by_a_stranger(
    "sam",
    "INSERT INTO task_members
     VALUES (gen_random_uuid(), 'ada', 'ADAS', NULL, 'sam', true, now())"
)]
#[case::comment_moved("eve", "UPDATE comments SET task_id = 'SAMS'")]
fn row_security_refuses(#[case] user: &str, #[case] sql: &str) {
    is_refused(user, sql, "row-level security");
}

/// A policy cannot tell who owned a row before, so it is the column that is closed.
#[rstest]
#[case::task_given_away("sam", "UPDATE tasks SET owner_id = 'ada'")]
#[case::task_taken_over("eve", "UPDATE tasks SET owner_id = 'eve'")]
#[case::membership_given_away("ada", "UPDATE task_members SET owner_id = 'eve'")]
#[case::comment_put_into_anothers_mouth("eve", "UPDATE comments SET author_id = 'ada'")]
fn the_role_changes_no_owner_and_no_author(#[case] user: &str, #[case] sql: &str) {
    is_refused(user, sql, "permission denied");
}

/// An editor is a member of the task as it is, and the membership names its owner too.
#[rstest]
#[case::membership_in_what_is_not_ones_own(
    "eve",
    "INSERT INTO task_members
     VALUES (gen_random_uuid(), 'eve', 'ADAS', NULL, 'sam', true, now())"
)]
fn the_key_of_two_columns_refuses(#[case] user: &str, #[case] sql: &str) {
    is_refused(user, sql, "foreign key");
}

fn is_refused(user: &str, sql: &str, why: &str) {
    let Some(shared) = Shared::on(Backend::Postgres) else { return };
    let (adas, sams) = (shared.adas.to_string(), shared.sams.to_string());
    let (sql, before) = (sql.replace("ADAS", &adas).replace("SAMS", &sams), shared.everything());
    let refusal = refusal(&shared.world.database, Some(user), &sql);
    assert!(refusal.contains(why), "{refusal}");
    assert_eq!(shared.everything(), before);
}
