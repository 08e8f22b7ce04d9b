//! <https://www.postgresql.org/docs/current/sql-explain.html>

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Plan, Slow};
use crate::TestDatabase;

/// Nothing but what cannot be done otherwise is done so; and values decide nothing.
const BY_INDEX: &str = "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan";

/// Of a plan that sorts and one that would rather not, the one that does less of what is slow: who
/// never sorts reads all of an index to have its order.
pub(super) fn plan(database: &TestDatabase, sql: &str, role: Option<&str>) -> Plan {
    let scans = |plan: &Plan| plan.slow.iter().filter(|slow| **slow != Slow::Sort).count();
    let plans = ["off", "on"].map(|sort| explained(database, sql, role, sort));
    plans.into_iter().min_by_key(|plan| (scans(plan), plan.slow.len())).expect("two plans")
}

fn explained(database: &TestDatabase, sql: &str, role: Option<&str>, sort: &str) -> Plan {
    let role = role.map(|role| format!("; SET ROLE {role}; SET app.user_id = 'someone'"));
    let role = role.unwrap_or_default();
    let before = format!("{BY_INDEX}; SET enable_sort = {sort}{role}; PREPARE statement AS {sql}");
    let nulls: Vec<_> = (1..).take_while(|n| sql.contains(&format!("${n}"))).collect();
    let nulls = nulls.iter().map(|_| "NULL").collect::<Vec<_>>().join(", ");
    let values = if nulls.is_empty() { nulls } else { format!("({nulls})") };
    let explain = format!("EXPLAIN (FORMAT JSON) EXECUTE statement{values}");
    let text = database.text_after(&before, &explain).concat();
    let json: Value = serde_json::from_str(&text).expect("a plan in JSON");
    let mut slow = BTreeSet::new();
    look_for_slow(&json[0]["Plan"], &mut slow);
    Plan { text, slow }
}

fn look_for_slow(node: &Value, slow: &mut BTreeSet<Slow>) {
    let text = |name: &str| node[name].as_str().unwrap_or_default();
    let whole = match text("Node Type") {
        "Seq Scan" | "Sample Scan" => true,
        // From one end of it to the other.
        "Index Scan" | "Index Only Scan" | "Bitmap Index Scan" => node["Index Cond"].is_null(),
        "Sort" | "Incremental Sort" => {
            slow.insert(Slow::Sort);
            false
        }
        _ => false,
    };
    let table = text("Relation Name");
    if whole && !table.starts_with("pg_") {
        slow.insert(Slow::Scan(table.to_owned()));
    }
    for below in node["Plans"].as_array().into_iter().flatten() {
        look_for_slow(below, slow);
    }
}
