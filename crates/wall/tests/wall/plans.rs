//! That lists are read by an index: what the databases plan for the statements that tasks are
//! listed with, on the application's own tables.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use db_crate::{AnyConnection, Begin, Mode, RawAccess};
use diesel::{
    Connection, Queryable, QueryableByName, RunQueryDsl, Selectable,
    connection::{InstrumentationEvent, SimpleConnection},
    sql_query,
    sql_types::Text,
    table,
};
use ownly_wall::{
    Database, Db, Id, Instant, Order, OwnedBy, Owner, PageSize, PoolSizes, Reach, RowId, Scope,
    Scoped, Tables, Write, ascending, descending,
};
use rstest::rstest;
use serde::Serialize;
use testing::{Backend, TestDatabase};
use token::Clock;

use crate::people::{block_on, signed_in};

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
struct Task {
    id: Id,
}

const SQLITE: [&str; 2] = [
    include_str!("../../../../migrations/sqlite/2026-11-22-200200_tasks/up.sql"),
    include_str!("../../../../migrations/sqlite/2026-11-22-200400_task_orders/up.sql"),
];
const POSTGRES: [&str; 3] = [
    include_str!("../../../../migrations/postgres/2026-11-22-200100_wall/up.sql"),
    include_str!("../../../../migrations/postgres/2026-11-22-200200_tasks/up.sql"),
    include_str!("../../../../migrations/postgres/2026-11-22-200400_task_orders/up.sql"),
];

#[derive(QueryableByName)]
struct OnSqlite {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct OnPostgres {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    line: String,
}

/// What the database would do to run the statement with any values.
fn plan(connection: &mut AnyConnection, sql: &str) -> String {
    let lines: Vec<String> = match connection {
        AnyConnection::Sqlite(connection) => {
            let explain = format!("EXPLAIN QUERY PLAN {sql}");
            let lines: Vec<OnSqlite> = sql_query(explain).load(connection).unwrap();
            lines.into_iter().map(|line| line.detail).collect()
        }
        AnyConnection::Postgres(connection) => {
            // A small table is quicker read whole. What is asked is whether an index would do.
            let set = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off;
                       SET LOCAL enable_sort = off; SET LOCAL plan_cache_mode = force_generic_plan";
            connection.batch_execute(&format!("{set}; PREPARE page AS {sql}")).unwrap();
            let nulls: Vec<_> =
                (1..).take_while(|n| sql.contains(&format!("${n}"))).map(|_| "NULL").collect();
            let explain = format!("EXPLAIN EXECUTE page({})", nulls.join(", "));
            let lines: Vec<OnPostgres> = sql_query(explain).load(connection).unwrap();
            connection.batch_execute("DEALLOCATE page").unwrap();
            lines.into_iter().map(|line| line.line).collect()
        }
    };
    lines.join("\n")
}

/// Tasks as the application's migrations make them, some due and some not.
fn migrated(on: Backend) -> Option<TestDatabase> {
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

/// The statements that `list` runs, each once with its plan.
fn plans(on: Backend, list: fn(&mut Scope<'_, Write>)) -> Option<BTreeMap<String, String>> {
    let sql = migrated(on)?;
    let sizes = PoolSizes { connections: 1, patience: Duration::from_secs(10) };
    let pool = Database::new(&sql.url().parse().unwrap(), sizes);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ears = Arc::clone(&heard);
    let on_the_connection = |work: Box<dyn FnOnce(&mut AnyConnection) + Send>| {
        let begin = Begin { mode: Mode::Write, user: None };
        let work = |connection: &mut AnyConnection| {
            work(connection);
            Ok::<_, db_crate::Error>(())
        };
        block_on(async { pool.transaction(begin, work).await }).unwrap();
    };
    on_the_connection(Box::new(|connection| {
        connection.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event {
                ears.lock().unwrap().push(query.to_string());
            }
        });
    }));
    let db = Db::new(pool.clone(), Tables::new().with::<_, Task>(tasks::table), Clock::system());
    let listed = block_on(db.write(&signed_in("ann"), move |scope| {
        list(scope);
        Ok(())
    }));
    listed.unwrap();
    let mut heard = heard.lock().unwrap().clone();
    heard.retain(|sql| sql.starts_with("SELECT"));
    let planned = Arc::new(Mutex::new(BTreeMap::new()));
    let plans = Arc::clone(&planned);
    on_the_connection(Box::new(move |connection| {
        for sql in heard {
            let sql = sql.split(" -- binds").next().unwrap().to_owned();
            let plan = plan(connection, &sql);
            plans.lock().unwrap().insert(sql, plan);
        }
    }));
    let planned = planned.lock().unwrap().clone();
    Some(planned)
}

/// Page by page to the end, so that each statement that a page can need is run.
fn all_pages<O: Order<Table = tasks::table>>(scope: &mut Scope<'_, Write>, order: fn() -> O) {
    let size = PageSize::new(1).unwrap();
    let mut cursor = None;
    loop {
        let rows = scope.rows(tasks::table).reach(Reach::Own);
        let page = rows.page_by::<Task, _>(order(), size, cursor).unwrap();
        cursor = page.next_cursor;
        if cursor.is_none() {
            return;
        }
    }
}

#[rstest]
#[case("created_at", 2, |scope: &mut Scope<'_, Write>| all_pages(scope, || ascending(tasks::created_at)))]
#[case("created_at", 2, |scope: &mut Scope<'_, Write>| all_pages(scope, || descending(tasks::created_at)))]
#[case("due_at", 4, |scope: &mut Scope<'_, Write>| all_pages(scope, || ascending(tasks::due_at)))]
#[case("due_at", 4, |scope: &mut Scope<'_, Write>| all_pages(scope, || descending(tasks::due_at)))]
#[case("title", 2, |scope: &mut Scope<'_, Write>| all_pages(scope, || ascending(tasks::title)))]
#[case("title", 2, |scope: &mut Scope<'_, Write>| all_pages(scope, || descending(tasks::title)))]
fn ones_own_tasks_are_listed_in_every_order_by_an_index_and_without_sorting(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] column: &str,
    #[case] statements: usize,
    #[case] list: fn(&mut Scope<'_, Write>),
) {
    let Some(plans) = plans(on, list) else { return };
    assert_eq!(plans.len(), statements, "{plans:#?}");
    let index = format!("tasks_owner_id_{column}_id");
    for (sql, plan) in plans {
        assert!(plan.contains(&index), "{sql}\n{plan}");
        for slow in ["SCAN", "TEMP B-TREE", "Seq Scan", "Sort"] {
            assert!(!plan.contains(slow), "{sql}\n{plan}");
        }
    }
}

#[rstest]
fn ones_own_tasks_are_listed_newest_first_by_an_index_and_without_sorting(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let plans = plans(on, |scope| {
        let newest = |scope: &mut Scope<'_, Write>, cursor| {
            let rows = scope.rows(tasks::table).reach(Reach::Own);
            rows.page::<Task>(PageSize::new(1).unwrap(), cursor).unwrap().next_cursor
        };
        let cursor = newest(scope, None);
        newest(scope, cursor);
    });
    let Some(plans) = plans else { return };
    assert_eq!(plans.len(), 2, "{plans:#?}");
    for (sql, plan) in plans {
        let index = plan.contains("PRIMARY KEY") || plan.contains("tasks_owner_id_id_key");
        assert!(index, "{sql}\n{plan}");
        for slow in ["SCAN", "TEMP B-TREE", "Seq Scan", "Sort"] {
            assert!(!plan.contains(slow), "{sql}\n{plan}");
        }
    }
}
