//! PostgreSQL's row-level security, looked at without the first wall.

mod accounts;
mod in_force;
mod rows;
mod tampered;
mod written;

use testing::TestDatabase;

/// What makes a session one of that user's scopes, as far as PostgreSQL knows.
fn as_scope(user: Option<&str>) -> String {
    let user = user.map(|user| format!("; SET app.user_id = '{user}'"));
    format!("SET ROLE ownly_scope{}", user.unwrap_or_default())
}

/// What SQL is refused for.
fn refusal(database: &TestDatabase, user: Option<&str>, sql: &str) -> String {
    let done = database.try_execute(&format!("{}; {sql}", as_scope(user)));
    done.expect_err(sql)
}
