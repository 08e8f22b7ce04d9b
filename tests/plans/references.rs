//! What is done to the rows that refer to one that is deleted or changed. The databases look for
//! them by themselves, and explain nothing of it.

use testing::{Backend, Statement, TestDatabase};

/// The search for the rows of each foreign key, as a statement.
pub(crate) fn statements(database: &TestDatabase) -> Vec<Statement> {
    // Each a table and its columns, parted by spaces.
    let keys = database.text(match database.backend() {
        Backend::Sqlite => {
            r#"SELECT t.name || ' ' || group_concat(k."from", ' ')
               FROM sqlite_master AS t JOIN pragma_foreign_key_list(t.name) AS k
               WHERE t.type = 'table' GROUP BY t.name, k.id"#
        }
        Backend::Postgres => {
            "SELECT relname || ' ' || string_agg(attname, ' ')
             FROM pg_constraint
             JOIN pg_class ON pg_class.oid = conrelid
             JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
             WHERE contype = 'f' GROUP BY relname, conname"
        }
    });
    assert!(keys.len() >= 4, "{keys:?}");
    keys.iter().map(|key| Statement { role: None, sql: search(key) }).collect()
}

fn search(key: &str) -> String {
    let (table, columns) = key.split_once(' ').unwrap();
    let equal = columns.split(' ').enumerate().map(|(n, name)| format!(r#""{name}" = ${}"#, n + 1));
    let equal: Vec<_> = equal.collect();
    format!(r#"SELECT 1 FROM "{table}" WHERE {}"#, equal.join(" AND "))
}
