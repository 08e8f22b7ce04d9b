//! Statements: a page of tasks and a single one through the wall, beside the same in plain Diesel
//! and beside what SQLite's own interface takes for it. On one SQLite file, each read on the thread
//! that asks, but for one.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has nothing to tell")]

mod beside;

use std::{hint::black_box, sync::Arc, time::Duration};

use db::{Database, PoolSizes};
use ownly::tasks::{self, TaskRow};
use ownly_benches::{Side, run};
use testing::{Backend, TestDatabase};
use token::{Clock, Expectations, FixedKeys, KeySet, SigningKey};
use wall::{AuthUser, Db, Id, Page, PageSize, Reach, Verifier};

use beside::{Diesel, Raw};

const USERS: usize = 200;
const TASKS: usize = 100;
const USER: &str = "user-7";
/// One of theirs.
const ID: &str = "01933e2a-5b7c-7def-8123-000000000007";
const SECRET: &[u8] = b"a secret for benches, long enough for HS256";

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let file = filled();
    let sizes = PoolSizes { connections: 1, patience: Duration::from_secs(5) };
    let database = Database::new(&file.url().parse().unwrap(), sizes);
    let db = Db::new(database.clone(), ownly::owned_tables(), Clock::system());
    let user = runtime.block_on(user());
    let id = Id::parse(ID).unwrap();
    let (diesel, raw) = (Diesel::new(database), Raw::open(file.url()));

    let sides = [
        Side::new("scoped", || {
            let page = db.own_page(&user, tasks::tasks::table, PageSize::default(), None);
            let page: Page<TaskRow> = runtime.block_on(page).unwrap();
            assert_eq!(black_box(page).items.len(), 20);
        }),
        Side::new("scoped, another thread", || {
            let page = db.read(&user, |scope| {
                let rows = scope.rows(tasks::tasks::table).reach(Reach::Own);
                rows.page::<TaskRow>(PageSize::default(), None)
            });
            assert_eq!(black_box(runtime.block_on(page).unwrap()).items.len(), 20);
        }),
        Side::new("plain", || runtime.block_on(diesel.page())),
        Side::new("limit", || runtime.block_on(diesel.page_with_limit())),
        Side::new("raw", || raw.page()),
        Side::new("scoped row", || {
            black_box(runtime.block_on(tasks::get(&db, &user, id)).unwrap());
        }),
        Side::new("plain row", || runtime.block_on(diesel.row(id))),
        Side::new("raw row", || raw.row()),
    ];
    let pairs = [
        ("scoped", "plain"),
        ("scoped", "limit"),
        ("scoped", "raw"),
        ("plain", "raw"),
        ("scoped, another thread", "scoped"),
        ("scoped row", "plain row"),
        ("scoped row", "raw row"),
        ("plain row", "raw row"),
        ("scoped", "scoped row"),
    ];
    run("statements", &sides, &pairs);
}

/// The program's own tables, with tasks of many users.
fn filled() -> TestDatabase {
    let file = TestDatabase::new(Backend::Sqlite);
    let (url, patience) = (file.url().parse().unwrap(), Duration::from_secs(5));
    wall::prepare([ownly::MIGRATIONS], &ownly::owned_tables(), &url, patience).unwrap();
    file.execute(&format!(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {})
         INSERT INTO tasks
         SELECT printf('01933e2a-5b7c-7def-8123-%012x', i), 'user-' || (i % {USERS}), 'task ' || i,
                NULL, i % 2, NULL, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z' FROM n",
        USERS * TASKS - 1
    ));
    file
}

async fn user() -> AuthUser {
    let exp = Clock::system().now().timestamp() + 3600;
    let claims = serde_json::json!({ "iss": "b", "aud": "b", "sub": USER, "exp": exp });
    let token = SigningKey::shared_secret(SECRET).unwrap().sign(&claims).unwrap();
    let keys = FixedKeys::new(KeySet::shared_secret(SECRET).unwrap());
    let verifier = Verifier::new(Arc::new(keys), Expectations::new("b", ["b"]), Clock::system());
    verifier.verify(&token).await.unwrap()
}
