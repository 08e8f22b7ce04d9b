//! A database that someone has had their hands in: a server puts it right, or does not start.

use std::time::Duration;

use ownly::{MIGRATIONS, owned_tables};
use rstest::rstest;
use testing::{Backend, TestDatabase};

use super::as_scope;
use crate::{
    shared::Shared,
    world::{World, postgres_with_its_roles},
};

/// What keeps a server from starting on a database.
fn start(database: &TestDatabase) -> Result<(), String> {
    start_at(database.url())
}

fn start_at(url: &str) -> Result<(), String> {
    let (url, patience) = (url.parse().unwrap(), Duration::from_secs(5));
    let done = wall::prepare([MIGRATIONS], &owned_tables(), &url, patience);
    done.map(drop).map_err(|error| error.to_string())
}

#[rstest]
#[case::dropped("DROP POLICY ownly_see ON tasks")]
#[case::widened("ALTER POLICY ownly_see ON tasks USING (TRUE)")]
#[case::widened_to_others("ALTER POLICY ownly_own ON tasks TO PUBLIC")]
#[case::narrowed("ALTER POLICY ownly_edit ON tasks WITH CHECK (FALSE)")]
#[case::added("CREATE POLICY everyone ON tasks USING (TRUE)")]
#[case::exchanged(
    "DROP POLICY ownly_own ON tasks;
     CREATE POLICY ownly_own ON tasks FOR DELETE TO ownly_scope USING (TRUE)"
)]
fn a_policy_is_put_right(#[case] tampering: &str) {
    let Some(shared) = Shared::on(Backend::Postgres) else { return };
    let database = &shared.world.database;
    let policies = || {
        database.text(
            "SELECT concat_ws(' ', tablename, policyname, roles, cmd, qual, with_check)
             FROM pg_policies ORDER BY 1",
        )
    };
    let before = policies();
    database.execute(tampering);
    assert_ne!(policies(), before);
    start(database).unwrap();
    assert_eq!(policies(), before);
    let seen = database.text_after(&as_scope(Some("sam")), "SELECT title FROM tasks");
    assert_eq!(seen, ["sam's"]);
}

#[rstest]
#[case::disabled(
    "ALTER TABLE tasks DISABLE ROW LEVEL SECURITY",
    "tasks has no row-level security in force"
)]
#[case::not_forced(
    "ALTER TABLE comments NO FORCE ROW LEVEL SECURITY",
    "comments has no row-level security in force"
)]
#[case::grant_beyond_policies(
    "GRANT TRUNCATE ON tasks TO ownly_scope",
    "may do more with tasks than its policies judge"
)]
#[case::owner("ALTER TABLE tasks OWNER TO ownly_scope", "owns tasks")]
#[case::owner_of_accounts("ALTER TABLE session OWNER TO ownly_scope", "owns session")]
#[case::users("GRANT SELECT ON \"user\" TO ownly_scope", "may use user")]
#[case::sessions("GRANT SELECT ON session TO ownly_scope", "may use session")]
#[case::passwords("GRANT UPDATE ON account TO ownly_scope", "may use account")]
#[case::keys("GRANT DELETE ON jwks TO ownly_scope", "may use jwks")]
#[case::everyone("GRANT SELECT ON verification TO PUBLIC", "may use verification")]
#[case::one_column("GRANT SELECT (email) ON \"user\" TO ownly_scope", "may use user")]
#[case::window(
    "CREATE VIEW addresses AS SELECT email FROM \"user\";
     GRANT SELECT ON addresses TO ownly_scope",
    "may use addresses"
)]
#[case::owners_for_everyone(
    "GRANT UPDATE (owner_id) ON tasks TO PUBLIC",
    r#"may change "owner_id" of "tasks""#
)]
#[case::members_of_anything(
    "ALTER TABLE task_members DROP CONSTRAINT task_members_owner_id_task_id_fkey",
    r#""task_members" has no foreign key (owner_id, task_id)"#
)]
fn what_opens_a_way_around_is_refused(#[case] tampering: &str, #[case] why: &str) {
    let Some(world) = World::on(Backend::Postgres) else { return };
    start(&world.database).unwrap();
    world.database.execute(tampering);
    let refusal = start(&world.database).unwrap_err();
    assert!(refusal.contains(why), "{refusal}");
}

#[rstest]
#[case::all_columns("GRANT UPDATE ON tasks TO ownly_scope")]
#[case::the_owner("GRANT UPDATE (owner_id) ON tasks TO ownly_scope")]
fn a_right_to_change_owners_is_taken_back(#[case] tampering: &str) {
    let Some(world) = World::on(Backend::Postgres) else { return };
    world.database.execute(tampering);
    start(&world.database).unwrap();
    let may = "SELECT attname::text FROM pg_attribute
               WHERE attrelid = 'tasks'::regclass AND attnum > 0 AND NOT attisdropped
                 AND has_column_privilege('ownly_scope', attrelid, attnum, 'UPDATE')
               ORDER BY attname";
    let others = ["completed", "created_at", "description", "due_at", "id", "title", "updated_at"];
    assert_eq!(world.database.text(may), others);
}

/// Roles are the whole server's, so no other test looks at them meanwhile.
#[rstest]
#[case::above_policies("BYPASSRLS", "NOBYPASSRLS", "can step around it")]
#[case::above_all("SUPERUSER", "NOSUPERUSER", "can step around it")]
#[case::logs_in("LOGIN", "NOLOGIN", "can step around it")]
#[case::makes_roles("CREATEROLE", "NOCREATEROLE", "can step around it")]
fn a_role_that_could_step_around_it_is_refused(
    #[case] power: &str,
    #[case] back: &str,
    #[case] why: &str,
) {
    let Some((database, _roles)) = postgres_with_its_roles() else { return };
    database.execute(&format!("ALTER ROLE ownly_scope {power}"));
    let refusal = start(&database);
    database.execute(&format!("ALTER ROLE ownly_scope {back}"));
    let refusal = refusal.unwrap_err();
    assert!(refusal.contains(why), "{refusal}");
    start(&database).unwrap();
}

#[test]
fn a_role_that_could_become_another_is_refused() {
    let Some((database, _roles)) = postgres_with_its_roles() else { return };
    database.execute("GRANT pg_monitor TO ownly_scope");
    let refusal = start(&database);
    database.execute("REVOKE pg_monitor FROM ownly_scope");
    let refusal = refusal.unwrap_err();
    assert!(refusal.contains("may become pg_monitor"), "{refusal}");
}

/// A server whose login may change nothing can still see that something is wrong.
#[rstest]
#[case::nothing("SELECT", None)]
#[case::dropped("DROP POLICY ownly_see ON tasks", Some("tasks"))]
#[case::widened("ALTER POLICY ownly_see ON tasks USING (TRUE)", Some("tasks"))]
#[case::added("CREATE POLICY everyone ON tasks USING (TRUE)", Some("tasks"))]
fn a_login_that_cannot_put_it_right_does_not_serve(
    #[case] tampering: &str,
    #[case] why: Option<&str>,
) {
    let Some((database, _roles)) = postgres_with_its_roles() else { return };
    database.execute(
        "CREATE ROLE ownly_test_guest;
         GRANT ownly_scope TO ownly_test_guest;
         GRANT SELECT ON __diesel_schema_migrations TO ownly_test_guest",
    );
    database.execute(tampering);
    let mark = if database.url().contains('?') { '&' } else { '?' };
    let started = start_at(&format!("{}{mark}options=-crole%3Downly_test_guest", database.url()));
    database.execute("DROP OWNED BY ownly_test_guest; DROP ROLE ownly_test_guest");
    match why {
        None => started.unwrap(),
        Some(why) => {
            let refusal = started.unwrap_err();
            assert!(refusal.contains(why), "{refusal}");
        }
    }
}
