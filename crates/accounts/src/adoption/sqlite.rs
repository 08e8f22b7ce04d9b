//! SQLite's catalog.

use db::Result;
use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text, sqlite::SqliteConnection};

use super::{
    catalog::{Column, Table},
    contract::{Kind, NeededTable},
};

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

fn names(connection: &mut SqliteConnection, sql: &str, table: &str) -> Result<Vec<String>> {
    let rows = sql_query(sql).bind::<Text, _>(table).load::<Named>(connection)?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

pub(super) fn table(
    connection: &mut SqliteConnection,
    needed: &NeededTable,
) -> Result<Option<Table>> {
    let name = needed.name;
    // Names are matched as SQLite's own statements match them: a `User` is the `user` too.
    let kind = "SELECT type AS name FROM sqlite_master
                WHERE name = ? COLLATE NOCASE AND type IN ('table', 'view')";
    let Some(kind) = names(connection, kind, name)?.pop() else { return Ok(None) };
    let columns = r#"SELECT name, lower(type) AS declared, "notnull" = 0 AND pk = 0 AS nullable,
                            dflt_value IS NOT NULL AS has_default
                     FROM pragma_table_info(?) ORDER BY cid"#;
    let columns = sql_query(columns).bind::<Text, _>(name).load::<Column>(connection)?;
    let unique = r#"SELECT min(i.name) AS name FROM pragma_index_list(?) AS l,
                           pragma_index_info(l.name) AS i
                    WHERE l."unique" AND NOT l.partial
                    GROUP BY l.name HAVING count(*) = 1 AND min(i.name) IS NOT NULL"#;
    let indexes = "SELECT name FROM pragma_index_list(?)";
    let cascades = "SELECT on_delete AS name FROM pragma_foreign_key_list(?)
                    WHERE on_delete = 'CASCADE'";
    Ok(Some(Table {
        name,
        is_table: kind == "table",
        is_ours: true,
        unique: names(connection, unique, name)?,
        indexes: names(connection, indexes, name)?,
        cascades: !names(connection, cascades, name)?.is_empty(),
        odd_dates: odd_dates(connection, needed, &columns)?,
        columns,
    }))
}

/// Columns declared as dates hold whatever was written: Prisma and Drizzle write numbers, SQLite's
/// own clock a blank where the T belongs. Whoever writes a table writes all of it in one way, so
/// one row tells.
fn odd_dates(
    connection: &mut SqliteConnection,
    needed: &NeededTable,
    there: &[Column],
) -> Result<Vec<(&'static str, String)>> {
    let mut odd = Vec::new();
    let dates = needed.columns.iter().filter(|column| column.kind == Kind::Date);
    for column in dates.filter(|column| !column.optional) {
        if !there.iter().any(|known| known.name == column.name) {
            continue;
        }
        let (name, table) = (column.name, needed.name);
        let first = format!(
            r#"SELECT CAST("{name}" AS text) AS name
               FROM (SELECT "{name}" FROM "{table}" LIMIT 1)
               WHERE typeof("{name}") <> 'text'
                  OR "{name}" NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*'"#
        );
        let first = sql_query(first).load::<Named>(connection)?;
        odd.extend(first.into_iter().map(|row| (name, row.name)));
    }
    Ok(odd)
}
