//! What the wall costs: a scoped statement beside the same statement in plain Diesel, on the same
//! SQLite file, in the same kind of transaction, by turns. Prints ratios, for times are the
//! machine's and the moment's.
//!
//! `cargo bench -p ownly-wall` runs it; `cargo bench -p ownly-wall -- scoped 2000` (or `plain`)
//! runs one side alone, to have its instructions counted by callgrind.

#![expect(missing_docs, reason = "Diesel's macro writes modules that nobody reads")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has nothing to tell")]

use std::{hint::black_box, sync::Arc, time::Duration};

use db_crate::{Begin, Database, Mode, PoolSizes, RawAccess, Time};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use ownly_wall::{
    AuthUser, Db, Id, Instant, OwnedBy, Owner, PageSize, Reach, RowId, Scoped, Tables, Verifier,
};
use serde::Serialize;
use testing::{Backend, TestDatabase};
use token::{Clock, Expectations, FixedKeys, KeySet, SigningKey};

diesel::table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use super::{Instant, Owner, RowId};

    tasks (id) {
        id -> RowId,
        owner_id -> Owner,
        title -> Text,
        description -> Nullable<Text>,
        completed -> Bool,
        created_at -> Instant,
    }
}

/// The same table to who may name owners.
mod plain {
    diesel::table! {
        use diesel::sql_types::{Bool, Nullable, Text};
        use super::super::{Instant, RowId};

        tasks (id) {
            id -> RowId,
            owner_id -> Text,
            title -> Text,
            description -> Nullable<Text>,
            completed -> Bool,
            created_at -> Instant,
        }
    }
}

impl Scoped for tasks::table {
    const NOUN: &str = "task";
    type Policy = OwnedBy<tasks::owner_id>;
}

#[derive(diesel::Queryable, diesel::Selectable, Serialize)]
#[diesel(table_name = tasks)]
struct Task {
    id: Id,
    title: String,
    description: Option<String>,
    completed: bool,
    created_at: Time,
}

#[derive(diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = plain::tasks)]
#[expect(dead_code, reason = "what is read is what is measured")]
struct PlainTask {
    id: Id,
    title: String,
    description: Option<String>,
    completed: bool,
    created_at: Time,
}

const USERS: usize = 200;
const TASKS: usize = 100;
const SECRET: &[u8] = b"a secret for benches, long enough for HS256";

fn user(name: &str, runtime: &tokio::runtime::Runtime) -> AuthUser {
    let exp = Clock::system().now().timestamp() + 3600;
    let claims = serde_json::json!({ "iss": "b", "aud": "b", "sub": name, "exp": exp });
    let token = SigningKey::shared_secret(SECRET).unwrap().sign(&claims).unwrap();
    let keys = FixedKeys::new(KeySet::shared_secret(SECRET).unwrap());
    let verifier = Verifier::new(Arc::new(keys), Expectations::new("b", ["b"]), Clock::system());
    runtime.block_on(verifier.verify(&token)).unwrap()
}

struct Bench {
    runtime: tokio::runtime::Runtime,
    database: Database,
    db: Db,
    user: AuthUser,
}

impl Bench {
    fn new(sql: &TestDatabase) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        sql.execute(&format!(
            "CREATE TABLE tasks (
                 id TEXT NOT NULL, owner_id TEXT NOT NULL, title TEXT NOT NULL, description TEXT,
                 completed BOOLEAN NOT NULL, created_at TEXT NOT NULL, PRIMARY KEY (owner_id, id)
             ) WITHOUT ROWID;
             WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {})
             INSERT INTO tasks
             SELECT printf('01933e2a-5b7c-7def-8123-%012x', i), 'user-' || (i % {USERS}),
                    'task ' || i, NULL, i % 2, '2026-01-01T00:00:00.000Z' FROM n;",
            USERS * TASKS - 1
        ));
        let sizes = PoolSizes { connections: 1, patience: Duration::from_secs(5) };
        let database = Database::new(&sql.url().parse().unwrap(), sizes);
        let tables = Tables::new().with::<_, Task>(tasks::table);
        let db = Db::new(database.clone(), tables, Clock::system());
        let user = user("user-7", &runtime);
        Self { runtime, database, db, user }
    }

    fn scoped(&self) {
        let page = self.db.read(&self.user, |scope| {
            let rows = scope.rows(tasks::table).reach(Reach::Own);
            rows.page::<Task>(PageSize::default(), None)
        });
        assert_eq!(black_box(self.runtime.block_on(page).unwrap()).items.len(), 20);
    }

    fn plain(&self) {
        let begin = Begin { mode: Mode::Read, user: None };
        let rows = self.database.transaction(begin, |connection| {
            plain::tasks::table
                .filter(plain::tasks::owner_id.eq("user-7"))
                .order(plain::tasks::id.desc())
                .select(PlainTask::as_select())
                .load_iter::<_, diesel::connection::DefaultLoadingMode>(connection)
                .map_err(db_crate::Error::from)?
                .take(21)
                .collect::<Result<Vec<_>, _>>()
                .map_err(db_crate::Error::from)
        });
        assert_eq!(black_box(self.runtime.block_on(rows).unwrap()).len(), 21);
    }

    /// What everyone writes: `.limit()`, which SQLite compiles anew each time.
    fn plain_limit(&self) {
        let begin = Begin { mode: Mode::Read, user: None };
        let rows = self.database.transaction(begin, |connection| {
            plain::tasks::table
                .filter(plain::tasks::owner_id.eq("user-7"))
                .order(plain::tasks::id.desc())
                .select(PlainTask::as_select())
                .limit(21)
                .load(connection)
                .map_err(db_crate::Error::from)
        });
        assert_eq!(black_box(self.runtime.block_on(rows).unwrap()).len(), 21);
    }
}

fn main() {
    let sql = TestDatabase::new(Backend::Sqlite);
    let bench = Bench::new(&sql);
    let _context = bench.runtime.enter();
    let arguments: Vec<_> = std::env::args().filter(|argument| argument != "--bench").collect();
    if let [_, side, times] = arguments.as_slice() {
        for _ in 0..times.parse().unwrap() {
            match side.as_str() {
                "scoped" => bench.scoped(),
                "plain" => bench.plain(),
                "limit" => bench.plain_limit(),
                other => panic!("scoped, plain or limit, not {other}"),
            }
        }
        return;
    }
    let rounds = 41;
    let mut ratios = [Vec::new(), Vec::new()];
    for _ in 0..rounds {
        let [scoped, plain, limit] =
            [Bench::scoped, Bench::plain, Bench::plain_limit].map(|side| {
                let start = std::time::Instant::now();
                (0..500).for_each(|_| side(&bench));
                start.elapsed().as_secs_f64()
            });
        ratios[0].push(scoped / plain);
        ratios[1].push(scoped / limit);
    }
    for (name, mut ratios) in
        ["plain Diesel, rows taken", "plain Diesel, .limit()"].into_iter().zip(ratios)
    {
        ratios.sort_by(f64::total_cmp);
        println!("a scoped page of 20 / {name}: {:.3} (median of {rounds})", ratios[rounds / 2]);
    }
}
