//! <https://www.postgresql.org/docs/current/sql-explain.html>

use std::collections::{BTreeMap, BTreeSet};

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use serde_json::Value;

use super::{Plan, Slow};

/// Nothing but what cannot be done otherwise is done so; and values decide nothing.
const BY_INDEX: &str = "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan";

/// A million rows in each table that has any: to go through all of a small index is quick.
pub(super) const ENLARGE: &str = "UPDATE pg_class SET reltuples = 1000000, relpages = 1
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
        AND pg_relation_size(oid) > 0";

pub(super) fn plan(connection: &mut PgConnection, sql: &str, role: Option<&str>) -> Plan {
    let role = role.map(|role| format!("SET ROLE {role}; SET app.user_id = 'someone'"));
    let role = role.unwrap_or_else(|| "RESET ROLE".to_owned());
    best(connection, &role, sql).unwrap_or_else(|error| panic!("{error}, in {sql}"))
}

/// Of a plan that sorts and one that would rather not, the one that does less of what is slow: who
/// never sorts reads all of an index to have its order.
fn best(connection: &mut PgConnection, role: &str, sql: &str) -> QueryResult<Plan> {
    let leading = leading(connection)?;
    let mut plans = Vec::new();
    for sort in ["off", "on"] {
        let before = format!("{BY_INDEX}; SET enable_sort = {sort}; {role}");
        let text = explained(connection, &before, sql)?;
        let json: Value = serde_json::from_str(&text).expect("a plan in JSON");
        let mut found = Found { leading: &leading, slow: BTreeSet::new() };
        found.look_at(&json[0]["Plan"], "");
        plans.push(Plan { text, slow: found.slow });
    }
    let scans = |plan: &Plan| plan.slow.iter().filter(|slow| **slow != Slow::Sort).count();
    Ok(plans.into_iter().min_by_key(|plan| (scans(plan), plan.slow.len())).expect("two plans"))
}

fn explained(connection: &mut PgConnection, before: &str, sql: &str) -> QueryResult<String> {
    connection.batch_execute(&format!("{before}; PREPARE statement AS {sql}"))?;
    let nulls: Vec<_> =
        (1..).take_while(|n| sql.contains(&format!("${n}"))).map(|_| "NULL").collect();
    let values = if nulls.is_empty() { String::new() } else { format!("({})", nulls.join(", ")) };
    let explain = format!("EXPLAIN (FORMAT JSON) EXECUTE statement{values}");
    let text = diesel::dsl::sql::<Text>(&explain).load::<String>(connection)?.concat();
    connection.batch_execute("DEALLOCATE statement")?;
    Ok(text)
}

/// The first column of each index.
fn leading(connection: &mut PgConnection) -> QueryResult<BTreeMap<String, String>> {
    let columns = "SELECT relname || ' ' || attname FROM pg_index
                   JOIN pg_class ON pg_class.oid = indexrelid
                   JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]";
    let columns = diesel::dsl::sql::<Text>(columns).load::<String>(connection)?;
    let pairs = columns.iter().filter_map(|pair| pair.split_once(' '));
    Ok(pairs.map(|(index, column)| (index.to_owned(), column.to_owned())).collect())
}

struct Found<'l> {
    leading: &'l BTreeMap<String, String>,
    slow: BTreeSet<Slow>,
}

impl Found<'_> {
    /// The index that a bitmap is made of does not say whose it is; the step `above` it does.
    fn look_at(&mut self, node: &Value, above: &str) {
        let whole = match node["Node Type"].as_str().unwrap_or_default() {
            "Seq Scan" | "Sample Scan" => true,
            "Index Scan" | "Index Only Scan" | "Bitmap Index Scan" => !self.enters(node),
            "Sort" | "Incremental Sort" => {
                self.slow.insert(Slow::Sort);
                false
            }
            _ => false,
        };
        let table = node["Relation Name"].as_str().unwrap_or(above);
        if whole && !table.starts_with("pg_") {
            self.slow.insert(Slow::Scan(table.to_owned()));
        }
        for below in node["Plans"].as_array().into_iter().flatten() {
            self.look_at(below, table);
        }
    }

    /// Whether an index is entered in some place. Else it is read from one end to the other: there
    /// is no condition, or none of its first column.
    fn enters(&self, node: &Value) -> bool {
        let text = |name: &str| node[name].as_str().unwrap_or_default();
        let mut words = text("Index Cond").split(|c: char| !c.is_alphanumeric() && c != '_');
        let leading = self.leading.get(text("Index Name"));
        leading.is_some_and(|column| words.any(|word| word == column))
    }
}
