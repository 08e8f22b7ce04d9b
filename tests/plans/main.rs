//! Every statement of the program goes by an index: the program is driven through all that it does,
//! over HTTP, and each statement that its databases heard is explained by them.

#![expect(unreachable_pub, reason = "no one looks into a test binary from outside")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on is a test that failed")]

#[expect(dead_code, reason = "what only the tests of the API use")]
#[path = "../api/app.rs"]
mod app;
#[expect(dead_code, reason = "what only the tests of the API use")]
#[path = "../api/browser.rs"]
mod browser;
#[expect(dead_code, reason = "what only the tests of the API use")]
#[path = "../api/client.rs"]
mod client;

mod exceptions;
mod judged;
mod references;
mod tour;

use rstest::rstest;
use testing::{Backend, TestDatabase};

use judged::{judge, planted};

#[rstest]
fn every_statement_of_the_program_goes_by_an_index(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(tour) = tour::taken(on) else { return };
    let judged = judge(&tour.database, &tour.statements);
    assert!(judged.statements > 100, "{} statements are not all", judged.statements);
    assert!(judged.slow.is_empty(), "{}", judged.slow.join("\n\n"));
    assert_eq!(judged.idle, [""; 0], "exceptions that nothing needs any more");
}

#[rstest]
fn a_statement_without_an_index_is_caught(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(tour) = tour::taken(on) else { return };
    for (sql, why) in [
        ("SELECT id FROM comments WHERE text = $1", "reads all of comments"),
        (r#"SELECT "id" FROM "user" WHERE "name" = $1"#, "reads all of user"),
        ("UPDATE tasks SET title = $1 WHERE title = $2", "reads all of tasks"),
        ("SELECT id FROM tasks ORDER BY id", "reads all of tasks"),
        ("SELECT id FROM tasks WHERE owner_id = $1 ORDER BY updated_at", "sorts"),
    ] {
        assert_eq!(planted(&tour.database, sql), [format!("{why}: {sql}")]);
    }
    let by_index = "SELECT title FROM tasks WHERE owner_id = $1 ORDER BY due_at";
    assert_eq!(planted(&tour.database, by_index), [""; 0]);
}

/// Not only made-up ones: without their index, statements of the program are.
#[rstest]
#[case("session_userId_idx", "reads all of session: DELETE FROM")]
#[case("account_userId_idx", "reads all of account")]
#[case("verification_identifier_idx", "reads all of verification")]
#[case("tasks_owner_id_created_at_id", "sorts")]
#[case("tasks_owner_id_due_at_id", "sorts")]
#[case("tasks_owner_id_title_id", "sorts")]
#[case("task_members_user_id_task_id", "reads all of task_members")]
#[case("task_members_task_id", "reads all of task_members")]
#[case("comments_author_id_id", "reads all of comments")]
fn a_statement_that_has_lost_its_index_is_caught(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] index: &str,
    #[case] why: &str,
) {
    let Some(tour) = tour::taken(on) else { return };
    let database = TestDatabase::like(&tour.database);
    database.execute(&format!(r#"DROP INDEX "{index}""#));
    let slow = judge(&database, &tour.statements).slow;
    assert!(slow.iter().any(|found| found.starts_with(why)), "{}", slow.join("\n\n"));
}
