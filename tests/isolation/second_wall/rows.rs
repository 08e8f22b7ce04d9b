//! A statement without any condition is about the rows that its user may do that with.

use rstest::rstest;
use testing::{Backend, TestDatabase};

use super::as_scope;
use crate::shared::Shared;

/// How many rows of tasks, memberships and comments.
type Counts = [usize; 3];

fn counts(database: &TestDatabase, before: &str, of: [&str; 3]) -> Counts {
    of.map(|rows| {
        let count = format!("SELECT CAST(COUNT(*) AS text) FROM {rows}");
        database.text_after(before, &count)[0].parse().unwrap()
    })
}

#[rstest]
#[case::no_one(None, [0, 0, 0])]
#[case::no_name(Some(""), [0, 0, 0])]
#[case::owner(Some("ada"), [1, 2, 2])]
#[case::editor(Some("eve"), [1, 1, 2])]
#[case::viewer(Some("vic"), [1, 1, 2])]
#[case::stranger(Some("sam"), [1, 1, 1])]
#[case::strangers_editor(Some("tom"), [1, 1, 1])]
fn one_sees(#[case] user: Option<&str>, #[case] seen: Counts) {
    let Some(shared) = Shared::on(Backend::Postgres) else { return };
    let tables = ["tasks", "task_members", "comments"];
    assert_eq!(counts(&shared.world.database, &as_scope(user), tables), seen);
}

/// Neither condition nor `RETURNING`: then PostgreSQL asks the policy for changes alone.
#[rstest]
#[case::no_one(None, [0, 0, 0])]
#[case::no_name(Some(""), [0, 0, 0])]
#[case::owner(Some("ada"), [1, 2, 1])]
#[case::editor(Some("eve"), [1, 0, 1])]
#[case::viewer(Some("vic"), [0, 0, 0])]
#[case::stranger(Some("sam"), [1, 1, 1])]
#[case::strangers_editor(Some("tom"), [1, 0, 0])]
fn one_changes(#[case] user: Option<&str>, #[case] changed: Counts) {
    let Some(shared) = Shared::on(Backend::Postgres) else { return };
    let database = &shared.world.database;
    database.execute(&format!(
        "{};
         UPDATE tasks SET title = 'changed';
         UPDATE task_members SET created_at = 'epoch';
         UPDATE comments SET text = 'changed'",
        as_scope(user)
    ));
    let rows = [
        "tasks WHERE title = 'changed'",
        "task_members WHERE created_at = 'epoch'",
        "comments WHERE text = 'changed'",
    ];
    assert_eq!(counts(database, "SELECT 1", rows), changed);
}

/// Each table by itself, for what goes with a task goes when the task goes.
#[rstest]
#[case::no_one(None, [0, 0, 0])]
#[case::no_name(Some(""), [0, 0, 0])]
#[case::owner(Some("ada"), [1, 2, 2])]
#[case::editor(Some("eve"), [0, 1, 1])]
#[case::viewer(Some("vic"), [0, 1, 0])]
#[case::stranger(Some("sam"), [1, 1, 1])]
#[case::strangers_editor(Some("tom"), [0, 1, 0])]
fn one_deletes(#[case] user: Option<&str>, #[case] deleted: Counts) {
    let Some(shared) = Shared::on(Backend::Postgres) else { return };
    let (database, tables) = (&shared.world.database, ["tasks", "task_members", "comments"]);
    let before = counts(database, "SELECT 1", tables);
    // Comments first: who has left a task no longer sees what they said about it.
    for table in ["comments", "task_members", "tasks"] {
        let at = tables.iter().position(|name| *name == table).unwrap();
        let before = before[at];
        let left = format!("{}; DELETE FROM {table}", as_scope(user));
        database.execute(&left);
        let after = counts(database, "SELECT 1", tables)[at];
        assert_eq!(before - after, deleted[at], "{table}");
    }
}
