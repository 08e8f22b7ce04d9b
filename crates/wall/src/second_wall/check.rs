use diesel::{QueryableByName, RunQueryDsl, pg::PgConnection, sql_query, sql_types::Text};

use super::{grants, raise::found};
use crate::Tables;

#[derive(QueryableByName)]
struct Fault {
    #[diesel(sql_type = Text)]
    fault: String,
}

/// Refuses to go on unless the wall stands, whoever raised it.
pub(super) fn check(connection: &mut PgConnection, tables: &Tables) -> db_crate::Result<()> {
    let mut faults = Vec::new();
    for table in tables.declared() {
        let found = found(connection, table)?;
        for policy in &found {
            if !table.rules.iter().any(|rule| policy.is(rule)) {
                faults.push(format!("{} has the policy {:?}", table.table, policy.name));
            }
        }
        for rule in &table.rules {
            if !found.iter().any(|policy| policy.is(rule)) {
                faults.push(format!("{} lacks its policy {}", table.table, rule.name));
            }
        }
    }
    for table in tables.declared() {
        for column in grants::wrong(connection, table)? {
            let may = if table.stamped.contains(&column.as_str()) { "may" } else { "may not" };
            let table = &table.table;
            faults.push(format!("the role ownly_scope {may} change {column:?} of {table}"));
        }
    }
    let names: Vec<_> = tables.declared().map(|table| table.table.clone()).collect();
    let told = sql_query(FAULTS)
        .bind::<diesel::sql_types::Array<Text>, _>(&names)
        .load::<Fault>(connection)?;
    faults.extend(told.into_iter().map(|told| told.fault));
    if faults.is_empty() {
        return Ok(());
    }
    let faults = faults.join("; ");
    Err(db_crate::Error::Internal(format!("row-level security does not stand: {faults}").into()))
}

/// What a look at the catalogue can find wrong: tables without security in force, and ways for the
/// role to step around it.
const FAULTS: &str = "
    WITH owned AS (SELECT unnest($1)::regclass::oid AS oid)
    SELECT relname || ' has no row-level security in force' AS fault
    FROM pg_class JOIN owned USING (oid)
    WHERE NOT (relrowsecurity AND relforcerowsecurity)
    UNION ALL
    SELECT 'the role ownly_scope may do more with ' || relname || ' than its policies judge'
    FROM pg_class JOIN owned USING (oid)
    WHERE has_table_privilege('ownly_scope', oid, 'TRUNCATE, REFERENCES, TRIGGER')
    UNION ALL
    SELECT 'the role ownly_scope can step around it'
    FROM pg_roles
    WHERE rolname = 'ownly_scope' AND (rolsuper OR rolbypassrls OR rolcanlogin OR rolcreaterole)
    UNION ALL
    SELECT 'the role ownly_scope may become ' || roleid::regrole
    FROM pg_auth_members JOIN pg_roles ON pg_roles.oid = member
    WHERE rolname = 'ownly_scope'
    UNION ALL
    SELECT 'the role ownly_scope owns ' || relname
    FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
    WHERE rolname = 'ownly_scope'
    UNION ALL
    SELECT 'the role ownly_scope may use ' || relname || ', which has no policy here'
    FROM pg_class
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
      AND relnamespace = current_schema()::regnamespace
      AND pg_class.oid NOT IN (SELECT oid FROM owned)
      AND (has_table_privilege('ownly_scope', pg_class.oid,
                               'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
           -- A grant of single columns is none of the table.
           OR has_any_column_privilege('ownly_scope', pg_class.oid,
                                       'SELECT, INSERT, UPDATE, REFERENCES'))
";
