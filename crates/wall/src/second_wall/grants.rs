//! Which columns the role may change.
//!
//! A policy of row-level security cannot compare a row with what it was, so whoever edits a row
//! could make themselves its owner. The columns that only a stamp writes are closed to the role.

use diesel::{
    QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    pg::PgConnection,
    sql_query,
    sql_types::{Array, Text},
};

use super::Declared;

#[derive(Debug, QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The columns that the role may change and should not, or should and may not.
pub(super) fn wrong(
    connection: &mut PgConnection,
    table: &Declared,
) -> diesel::QueryResult<Vec<String>> {
    let columns: Vec<Column> = sql_query(
        "SELECT attname::text AS name
         FROM pg_attribute
         WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
           AND (attname = ANY ($2))
               = has_column_privilege('ownly_scope', attrelid, attnum, 'UPDATE')",
    )
    .bind::<Text, _>(&table.table)
    .bind::<Array<Text>, _>(&table.stamped)
    .load(connection)?;
    Ok(columns.into_iter().map(|column| column.name).collect())
}

/// Grants the role to change each column but those.
pub(super) fn put_right(
    connection: &mut PgConnection,
    table: &Declared,
) -> diesel::QueryResult<()> {
    let name = &table.table;
    // Of the table, and with it of each of its columns.
    connection.batch_execute(&format!("REVOKE UPDATE ON {name} FROM ownly_scope"))?;
    for column in wrong(connection, table)? {
        // What is still wrong with a stamped one was granted to everyone: `check` tells.
        if !table.stamped.contains(&column.as_str()) {
            let column = column.replace('"', "\"\"");
            let grant = format!("GRANT UPDATE (\"{column}\") ON {name} TO ownly_scope");
            connection.batch_execute(&grant)?;
        }
    }
    Ok(())
}
