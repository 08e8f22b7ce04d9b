//! PostgreSQL's catalog.

use db::Result;
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Bool, Text},
};

use super::catalog::{Column, Table};

#[derive(QueryableByName)]
struct Flag {
    #[diesel(sql_type = Bool)]
    yes: bool,
}

/// Whether the login may make tables.
pub(super) fn may_create(connection: &mut PgConnection) -> Result<bool> {
    let may = "SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS yes";
    Ok(sql_query(may).get_result::<Flag>(connection)?.yes)
}

#[derive(QueryableByName)]
struct Relation {
    #[diesel(sql_type = Bool)]
    is_table: bool,
    #[diesel(sql_type = Bool)]
    is_ours: bool,
    #[diesel(sql_type = Bool)]
    cascades: bool,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

/// In the schema that tables are made in: the first of `search_path`.
pub(super) fn table(connection: &mut PgConnection, name: &'static str) -> Result<Option<Table>> {
    let of = "relname = $1 AND relnamespace = current_schema()::regnamespace";
    let relation = format!(
        "SELECT relkind IN ('r', 'p') AS is_table,
                pg_has_role(current_user, relowner, 'USAGE') AS is_ours,
                EXISTS (SELECT FROM pg_constraint
                        WHERE conrelid = c.oid AND contype = 'f' AND confdeltype = 'c') AS cascades
         FROM pg_class c WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND {of}"
    );
    let relation = sql_query(relation).bind::<Text, _>(name).load::<Relation>(connection)?;
    let Some(relation) = relation.into_iter().next() else { return Ok(None) };
    let columns = format!(
        "SELECT attname::text AS name, format_type(atttypid, NULL)::text AS declared,
                NOT attnotnull AS nullable, atthasdef OR attidentity <> '' AS has_default
         FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
         WHERE attnum > 0 AND NOT attisdropped AND {of} ORDER BY attnum"
    );
    let unique = format!(
        "SELECT attname::text AS name
         FROM pg_index JOIN pg_class c ON c.oid = indrelid
              JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
         WHERE indisunique AND indisvalid AND indnkeyatts = 1 AND indpred IS NULL AND {of}"
    );
    let indexes = format!(
        "SELECT i.relname::text AS name
         FROM pg_index JOIN pg_class i ON i.oid = indexrelid
         WHERE indrelid = (SELECT c.oid FROM pg_class c WHERE {of})"
    );
    let mut names = |sql: String| -> Result<Vec<String>> {
        let rows = sql_query(sql).bind::<Text, _>(name).load::<Named>(connection)?;
        Ok(rows.into_iter().map(|row| row.name).collect())
    };
    let (unique, indexes) = (names(unique)?, names(indexes)?);
    let columns = sql_query(columns).bind::<Text, _>(name).load::<Column>(connection)?;
    let Relation { is_table, is_ours, cascades } = relation;
    let odd_dates = Vec::new();
    Ok(Some(Table { name, is_table, is_ours, columns, unique, indexes, cascades, odd_dates }))
}
