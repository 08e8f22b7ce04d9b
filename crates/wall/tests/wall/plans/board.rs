//! Tasks, on tables as the application's migrations make them.

use diesel::{Queryable, Selectable, table};
use ownly_wall::{Id, Instant, OwnedBy, Owner, RowId, Scoped};
use serde::Serialize;
use testing::{Backend, TestDatabase};

table! {
    use diesel::sql_types::{Nullable, Text};
    use super::{Instant, Owner, RowId};

    tasks (id) {
        id -> RowId,
        owner_id -> Owner,
        title -> Text,
        due_at -> Nullable<Instant>,
        created_at -> Instant,
    }
}

impl Scoped for tasks::table {
    const NOUN: &str = "task";
    type Policy = OwnedBy<tasks::owner_id>;
}

#[derive(Debug, Queryable, Selectable, Serialize)]
#[diesel(table_name = tasks)]
pub(super) struct Task {
    id: Id,
}

const SQLITE: [&str; 2] = [
    include_str!("../../../../../migrations/sqlite/2026-11-22-200200_tasks/up.sql"),
    include_str!("../../../../../migrations/sqlite/2026-11-22-200400_task_orders/up.sql"),
];
const POSTGRES: [&str; 3] = [
    include_str!("../../../../../migrations/postgres/2026-11-22-200100_wall/up.sql"),
    include_str!("../../../../../migrations/postgres/2026-11-22-200200_tasks/up.sql"),
    include_str!("../../../../../migrations/postgres/2026-11-22-200400_task_orders/up.sql"),
];

/// Tasks as the application's migrations make them, some due and some not.
pub(super) fn migrated(on: Backend) -> Option<TestDatabase> {
    if !on.is_wanted() {
        return None;
    }
    let sql = TestDatabase::new(on);
    match on {
        Backend::Sqlite => SQLITE.iter().for_each(|up| sql.execute(up)),
        Backend::Postgres => {
            POSTGRES.iter().for_each(|up| sql.execute(up));
            sql.execute("GRANT SELECT ON tasks TO ownly_scope");
        }
    }
    for (n, due_at) in
        ["'2027-01-01T00:00:00.000Z'", "'2027-01-01T00:00:00.000Z'", "NULL", "NULL", "NULL"]
            .iter()
            .enumerate()
    {
        sql.execute(&format!(
            "INSERT INTO tasks VALUES
             ('01933e2a-5b7c-7def-8123-00000000000{n}', 'ann', 'title', NULL, FALSE, {due_at},
              '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')"
        ));
    }
    Some(sql)
}
