use std::collections::BTreeMap;

use db_crate::AnyConnection;
use diesel::{
    QueryResult, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Text},
};

use super::Declared;

/// One pair of columns of a foreign key.
#[derive(QueryableByName)]
struct Pair {
    #[diesel(sql_type = BigInt)]
    key: i64,
    #[diesel(sql_type = Text)]
    here: String,
    #[diesel(sql_type = Text)]
    there: String,
}

/// The foreign keys of `from` that reference `to`: each the sorted pairs of its columns, here and
/// there.
pub(super) fn foreign_keys(
    connection: &mut AnyConnection,
    from: &Declared,
    to: &Declared,
) -> QueryResult<Vec<Vec<(String, String)>>> {
    let pairs: Vec<Pair> = match connection {
        AnyConnection::Sqlite(connection) => sql_query(SQLITE)
            .bind::<Text, _>(from.name())
            .bind::<Text, _>(to.name())
            .load(connection)?,
        AnyConnection::Postgres(connection) => sql_query(POSTGRES)
            .bind::<Text, _>(&from.table)
            .bind::<Text, _>(&to.table)
            .load(connection)?,
    };
    let mut keys = BTreeMap::<_, Vec<_>>::new();
    for Pair { key, here, there } in pairs {
        keys.entry(key).or_default().push((here, there));
    }
    keys.values_mut().for_each(|pairs| pairs.sort());
    Ok(keys.into_values().collect())
}

/// Where the columns over there are not said, they are the primary key's.
const SQLITE: &str = r#"
    SELECT pairs.id AS key, pairs."from" AS here,
           COALESCE(pairs."to", (SELECT name FROM pragma_table_info(pairs."table")
                                 WHERE pk = pairs.seq + 1), '') AS there
    FROM pragma_foreign_key_list(?) AS pairs
    WHERE pairs."table" = ? COLLATE NOCASE"#;

/// Those in force for the rows that were there before them, too.
const POSTGRES: &str = "
    SELECT pg_constraint.oid::bigint AS key, here.attname::text AS here,
           there.attname::text AS there
    FROM pg_constraint
    CROSS JOIN LATERAL unnest(conkey, confkey) AS pairs(here, there)
    JOIN pg_attribute AS here ON here.attrelid = conrelid AND here.attnum = pairs.here
    JOIN pg_attribute AS there ON there.attrelid = confrelid AND there.attnum = pairs.there
    WHERE contype = 'f' AND convalidated
      AND conrelid = $1::regclass AND confrelid = $2::regclass";
