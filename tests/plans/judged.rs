//! What of the statements that were heard is slow, and may not be.

use testing::{Plan, Slow, Statement, TestDatabase};

use crate::{
    exceptions::{EXCEPTIONS, Exception},
    references,
    tour::Taken,
};

/// How statements begin that have a plan.
const PLANNED: [&str; 5] = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"];
/// How those begin that have none.
const UNPLANNED: [&str; 13] = [
    "ALTER", "BEGIN", "COMMIT", "CREATE", "DO", "DROP", "GRANT", "LOCK", "PRAGMA", "RESET",
    "REVOKE", "ROLLBACK", "SET",
];

/// What is asked of the catalogs, at the start for the most part, grows with the schema alone.
const OF_CATALOGS: [&str; 4] = [" pragma_", " sqlite_master", " pg_class", " pg_attribute"];

/// What was found.
pub(crate) struct Judged {
    /// How many statements were explained.
    pub(crate) statements: usize,
    /// Those that are slow without an exception, with their plans.
    pub(crate) slow: Vec<String>,
    /// What exceptions are of no use, by their words.
    pub(crate) idle: Vec<&'static str>,
}

/// Explains those statements, and what foreign keys make the database look for: those of them that
/// name `table`, after `before`, which is undone again.
pub(crate) fn judge(tour: &Taken, table: &str, before: &str) -> Judged {
    let Taken { database, statements } = tour;
    let mut judged = Judged { statements: 0, slow: Vec::new(), idle: Vec::new() };
    let references = references::statements(database);
    let mut session = database.planning(before);
    let mut used = Vec::new();
    for statement in statements.iter().chain(&references).filter(|it| it.sql.contains(table)) {
        let begins = |words: &[&str]| words.iter().any(|word| statement.sql.starts_with(word));
        if begins(&UNPLANNED) || OF_CATALOGS.iter().any(|words| statement.sql.contains(words)) {
            continue;
        }
        assert!(begins(&PLANNED), "is this planned? {}", statement.sql);
        judged.statements += 1;
        let plan = session.plan(&statement.sql, statement.role.as_deref());
        for slow in &plan.slow {
            match exception(statement, slow) {
                Some(exception) => used.push(exception.statement),
                None => judged.slow.push(told(slow, statement, &plan)),
            }
        }
    }
    let here = EXCEPTIONS.iter().filter(|exception| exception.on.contains(&database.backend()));
    judged.idle = here.map(|it| it.statement).filter(|words| !used.contains(words)).collect();
    judged
}

/// What would be found of one statement.
pub(crate) fn planted(database: &TestDatabase, sql: &str) -> Vec<String> {
    let statement = Statement { role: None, sql: sql.to_owned() };
    let plan = database.planning("").plan(sql, None);
    let slow = plan.slow.iter().filter(|slow| exception(&statement, slow).is_none());
    slow.map(|slow| format!("{slow}: {sql}")).collect()
}

/// Both databases' quotes are left out, for their sake the same statement is written in two ways.
fn exception(statement: &Statement, slow: &Slow) -> Option<&'static Exception> {
    let sql = statement.sql.replace(['"', '`'], "");
    let slow = slow.to_string();
    EXCEPTIONS.iter().find(|it| it.slow.contains(&&*slow) && sql.contains(it.statement))
}

fn told(slow: &Slow, statement: &Statement, plan: &Plan) -> String {
    format!("{slow}: {}\n{}", statement.sql, plan.text)
}
