//! What the wall is measured beside.

use std::{hint::black_box, sync::Mutex};

use db::{Database, Id, RawAccess, RowId, Time};
use diesel::{
    ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper, connection::DefaultLoadingMode,
};
use rusqlite::{Connection, OpenFlags, Row, params};

use crate::{ID, USER};

diesel::table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use db::Instant;
    use super::RowId;

    /// The table to who may name owners.
    tasks (id) {
        id -> RowId,
        owner_id -> Text,
        title -> Text,
        description -> Nullable<Text>,
        completed -> Bool,
        due_at -> Nullable<Instant>,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

#[derive(diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = tasks)]
#[expect(dead_code, reason = "what is read is what is measured")]
struct Task {
    id: Id,
    title: String,
    description: Option<String>,
    completed: bool,
    due_at: Option<Time>,
    created_at: Time,
    updated_at: Time,
}

/// The same pool, and statements that anyone could write.
pub(crate) struct Diesel(Database);

impl Diesel {
    pub(crate) fn new(database: Database) -> Self {
        Self(database)
    }

    /// 21 rows of a statement without a limit, as the wall does it.
    pub(crate) async fn page(&self) {
        let rows = self.0.look(|connection| {
            let rows = tasks::table
                .filter(tasks::owner_id.eq(USER))
                .order(tasks::id.desc())
                .select(Task::as_select())
                .load_iter::<_, DefaultLoadingMode>(connection)?;
            rows.take(21).collect::<Result<Vec<_>, _>>()
        });
        assert_eq!(black_box(rows.await.unwrap()).len(), 21);
    }

    /// What everyone writes: `.limit()`, which SQLite compiles anew each time.
    pub(crate) async fn page_with_limit(&self) {
        let rows = self.0.look(|connection| {
            let rows = tasks::table
                .filter(tasks::owner_id.eq(USER))
                .order(tasks::id.desc())
                .select(Task::as_select())
                .limit(21);
            rows.load(connection)
        });
        assert_eq!(black_box(rows.await.unwrap()).len(), 21);
    }

    /// One's own, without a look at whom it is shared with.
    pub(crate) async fn row(&self, id: Id) {
        let row = self.0.look(move |connection| {
            let mine = tasks::table.filter(tasks::owner_id.eq(USER)).filter(tasks::id.eq(id));
            mine.select(Task::as_select()).get_result(connection)
        });
        black_box(row.await.unwrap());
    }
}

const COLUMNS: &str = "id, title, description, completed, due_at, created_at, updated_at";

/// SQLite's own interface: statements that are compiled once, columns that are looked at where they
/// lie.
pub(crate) struct Raw(Mutex<Connection>);

impl Raw {
    pub(crate) fn open(url: &str) -> Self {
        let path = url.strip_prefix("sqlite://").unwrap();
        let connection =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
        connection.execute_batch("PRAGMA query_only = ON").unwrap();
        Self(Mutex::new(connection))
    }

    pub(crate) fn page(&self) {
        let page = "WHERE owner_id = ?1 ORDER BY id DESC";
        self.read(&format!("SELECT {COLUMNS} FROM tasks {page}"), params![USER], 21);
    }

    pub(crate) fn row(&self) {
        let row = "WHERE owner_id = ?1 AND id = ?2";
        self.read(&format!("SELECT {COLUMNS} FROM tasks {row}"), params![USER, ID], 1);
    }

    fn read(&self, sql: &str, values: &[&dyn rusqlite::ToSql], wanted: usize) {
        let connection = self.0.lock().unwrap();
        let mut statement = connection.prepare_cached(sql).unwrap();
        let mut rows = statement.query(values).unwrap();
        let mut seen = 0;
        while seen < wanted
            && let Some(row) = rows.next().unwrap()
        {
            look(row);
            seen += 1;
        }
        assert_eq!(seen, wanted);
    }
}

fn look(row: &Row<'_>) {
    for column in [0, 1, 5, 6] {
        black_box(row.get_ref(column).unwrap().as_str().unwrap());
    }
    for column in [2, 4] {
        black_box(row.get_ref(column).unwrap().as_str_or_null().unwrap());
    }
    black_box(row.get_ref(3).unwrap().as_i64().unwrap());
}
