use diesel::{
    Connection, QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    pg::PgConnection,
    sql_query,
    sql_types::{Nullable, Text},
};

use super::{
    declared::{Declared, Expected},
    grants,
};
use crate::Tables;

/// A policy, as the catalogue has it.
#[derive(Debug, QueryableByName)]
pub(super) struct Found {
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Text)]
    letter: String,
    /// Its conditions, as PostgreSQL writes them back.
    #[diesel(sql_type = Text)]
    conditions: String,
    /// The note that was left with it: what it was made from and how it was written back then.
    #[diesel(sql_type = Nullable<Text>)]
    note: Option<String>,
    #[diesel(sql_type = Text)]
    roles: String,
}

impl Found {
    /// Whether it is what is expected, made by us and not changed since.
    pub(super) fn is(&self, expected: &Expected) -> bool {
        self.name == expected.name
            && self.letter == expected.letter
            && self.roles == "ownly_scope"
            && self.note.as_deref() == Some(&note(expected, &self.conditions))
    }
}

/// PostgreSQL writes a condition back in words of its own, so those are kept with the policy,
/// beside ours: a policy that was altered since fits neither.
fn note(expected: &Expected, conditions: &str) -> String {
    format!("{}\n=> {conditions}", expected.text())
}

pub(super) fn found(
    connection: &mut PgConnection,
    table: &Declared,
) -> diesel::QueryResult<Vec<Found>> {
    sql_query(
        "SELECT polname::text AS name, polcmd::text AS letter,
                concat(pg_get_expr(polqual, polrelid), ' | ', pg_get_expr(polwithcheck, polrelid))
                    AS conditions,
                obj_description(oid, 'pg_policy') AS note,
                array_to_string(ARRAY(SELECT rolname FROM pg_roles
                                      WHERE pg_roles.oid = ANY (polroles)), ',') AS roles
         FROM pg_policy
         WHERE polrelid = $1::regclass
         ORDER BY polname",
    )
    .bind::<Text, _>(&table.table)
    .load(connection)
}

/// Makes each table's policies what they are declared to be. Where they are, nothing is written.
pub(super) fn raise(connection: &mut PgConnection, tables: &Tables) -> db_crate::Result<()> {
    for table in tables.declared() {
        let found = found(connection, table)?;
        let stands = |expected: &Expected| found.iter().any(|found| found.is(expected));
        let policies = found.len() == table.rules.len() && table.rules.iter().all(stands);
        if policies && grants::wrong(connection, table)?.is_empty() {
            continue;
        }
        connection.transaction(|connection| replace(connection, table, &found))?;
        log::info!("row-level security of {} is as it is declared", table.table);
    }
    Ok(())
}

/// Other policies than ours go: PostgreSQL lets a row through that any one of them lets through.
fn replace(
    connection: &mut PgConnection,
    table: &Declared,
    found: &[Found],
) -> diesel::QueryResult<()> {
    let name = &table.table;
    for Found { name: policy, .. } in found {
        let policy = policy.replace('"', "\"\"");
        connection.batch_execute(&format!("DROP POLICY \"{policy}\" ON {name}"))?;
    }
    connection.batch_execute(&format!(
        "ALTER TABLE {name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
         GRANT SELECT, INSERT, DELETE ON {name} TO ownly_scope"
    ))?;
    grants::put_right(connection, table)?;
    for rule in &table.rules {
        let (policy, text) = (rule.name, rule.text());
        connection.batch_execute(&format!("CREATE POLICY {policy} ON {name} {text}"))?;
    }
    for made in self::found(connection, table)? {
        let rule = table.rules.iter().find(|rule| rule.name == made.name);
        let Some(rule) = rule else { continue };
        let note = note(rule, &made.conditions).replace('\\', r"\\").replace('\'', "''");
        connection
            .batch_execute(&format!("COMMENT ON POLICY {} ON {name} IS E'{note}'", rule.name))?;
    }
    Ok(())
}
