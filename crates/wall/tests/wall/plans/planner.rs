//! What the databases plan to do.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use db_crate::{AnyConnection, Begin, Mode, RawAccess};
use diesel::{
    Connection, QueryableByName, RunQueryDsl,
    connection::{InstrumentationEvent, SimpleConnection},
    sql_query,
    sql_types::Text,
};
use ownly_wall::{Database, Db, PoolSizes, Scope, Tables, Write};
use testing::Backend;
use token::Clock;

use super::board::{Task, migrated, tasks};
use crate::people::{block_on, signed_in};

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

/// The statements that `list` runs, each once with its plan.
pub(super) fn plans(
    on: Backend,
    list: fn(&mut Scope<'_, Write>),
) -> Option<BTreeMap<String, String>> {
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
