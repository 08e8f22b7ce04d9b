//! <https://www.sqlite.org/eqp.html>

use diesel::sql_types::{Nullable, Text};
use diesel::{QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

use super::{Plan, Slow};

diesel::define_sql_function! {
    /// Ownly's connections have it, so its statements may name it.
    fn fold(text: Nullable<Text>) -> Nullable<Text>;
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    detail: String,
}

pub(super) fn plan(connection: &mut SqliteConnection, sql: &str) -> Plan {
    fold_utils::register_impl(connection, |text: Option<String>| text).expect("a function of SQL");
    let lines: Vec<Line> = sql_query(format!("EXPLAIN QUERY PLAN {sql}"))
        .load(connection)
        .unwrap_or_else(|error| panic!("{error}, in {sql}"));
    let details: Vec<_> = lines.into_iter().map(|line| line.detail).collect();
    let slow = details.iter().filter_map(|detail| slow(detail)).collect();
    Plan { text: details.join("\n"), slow }
}

fn slow(detail: &str) -> Option<Slow> {
    if detail.starts_with("USE TEMP B-TREE") {
        return Some(Slow::Sort);
    }
    // An index that is made for this one statement.
    let read = match detail.strip_prefix("SEARCH ").filter(|_| detail.contains(" AUTOMATIC ")) {
        Some(made) => made,
        None => detail.strip_prefix("SCAN ")?,
    };
    // A function that gives rows; no table.
    if read == "CONSTANT ROW" || read.contains(" VIRTUAL TABLE ") {
        return None;
    }
    // A query within the statement says for itself what it reads.
    let table = read.split(' ').next()?;
    (!table.starts_with(['(', '<']) && !table.starts_with("sqlite_"))
        .then(|| Slow::Scan(table.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Slow, slow};

    #[test]
    fn what_is_slow_is_told_from_what_is_not() {
        let scan = Some(Slow::Scan("user".to_owned()));
        for detail in [
            "SCAN user",
            "SCAN user USING COVERING INDEX sqlite_autoindex_user_1",
            "SEARCH user USING AUTOMATIC COVERING INDEX (name=?)",
        ] {
            assert_eq!(slow(detail), scan, "{detail}");
        }
        assert_eq!(slow("USE TEMP B-TREE FOR LAST TERM OF ORDER BY"), Some(Slow::Sort));
        for detail in [
            "SEARCH user USING INDEX sqlite_autoindex_user_2 (email=?)",
            "SCAN json_each VIRTUAL TABLE INDEX 1:",
            "SCAN sqlite_master",
            "SCAN (subquery-1)",
            "SCAN CONSTANT ROW",
            "MULTI-INDEX OR",
        ] {
            assert_eq!(slow(detail), None, "{detail}");
        }
    }
}
