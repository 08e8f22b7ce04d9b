//! The accounts are not granted to the role that scopes run as.

use rstest::rstest;
use testing::Backend;

use super::refusal;
use crate::world::World;

#[rstest]
fn the_account_tables_are_shut(
    #[values("\"user\"", "session", "account", "verification", "jwks")] table: &str,
) {
    let Some(world) = World::on(Backend::Postgres) else { return };
    for sql in [
        format!("SELECT FROM {table}"),
        format!("INSERT INTO {table} DEFAULT VALUES"),
        format!("UPDATE {table} SET id = 'x'"),
        format!("DELETE FROM {table}"),
        format!("TRUNCATE {table}"),
    ] {
        let refusal = refusal(&world.database, Some("ada"), &sql);
        assert!(refusal.contains("permission denied"), "{sql}: {refusal}");
    }
}

#[rstest]
fn nothing_goes_past_the_policies(#[values("tasks", "task_members", "comments")] table: &str) {
    let Some(world) = World::on(Backend::Postgres) else { return };
    for (sql, why) in [
        (format!("TRUNCATE {table}"), "permission denied"),
        (format!("ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"), "must be owner"),
        (format!("DROP POLICY ownly_see ON {table}"), "must be owner"),
        (format!("CREATE TABLE mine (id uuid REFERENCES {table} (id))"), "permission denied"),
        (format!("SET row_security = off; SELECT FROM {table}"), "row-level security"),
    ] {
        let refusal = refusal(&world.database, Some("ada"), &sql);
        assert!(refusal.contains(why), "{sql}: {refusal}");
    }
}
