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
use testing::Backend;

use judged::{judge, planted};

#[rstest]
fn every_statement_of_the_program_goes_by_an_index(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(tour) = tour::taken(on) else { return };
    let judged = judge(tour, "", "");
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
    // Beside an OR, PostgreSQL finds no rows by a query, but by an array that is made of it.
    let shared = "(SELECT task_id FROM task_members WHERE user_id = $2)";
    let by_query = format!("SELECT id FROM tasks WHERE owner_id = $1 OR id IN {shared}");
    let slow = match on {
        Backend::Sqlite => vec![],
        Backend::Postgres => vec![format!("reads all of tasks: {by_query}")],
    };
    assert_eq!(planted(&tour.database, &by_query), slow);
    let by_index = "SELECT title FROM tasks WHERE owner_id = $1 ORDER BY due_at";
    assert_eq!(planted(&tour.database, by_index), [""; 0]);
}

/// Not only made-up ones: without their index, statements of the program are.
#[rstest]
fn a_statement_that_has_lost_its_index_is_caught(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(tour) = tour::taken(on) else { return };
    for (index, table, why) in [
        ("session_userId_idx", "session", "reads all of session"),
        ("account_userId_idx", "account", "reads all of account"),
        ("verification_identifier_idx", "verification", "reads all of verification"),
        ("tasks_owner_id_due_at_id", "tasks", "sorts"),
        ("task_members_user_id_task_id", "task_members", "reads all of task_members"),
        ("comments_author_id_id", "comments", "reads all of comments"),
    ] {
        let slow = judge(tour, table, &format!(r#"DROP INDEX "{index}""#)).slow;
        let caught = slow.iter().any(|found| found.starts_with(why));
        assert!(caught, "without {index}: {}", slow.join("\n\n"));
    }
}
