//! A database with notes in it, and people to try to read each other's.

use std::{
    sync::{Arc, LazyLock, Mutex},
    time::Duration,
};

use ownly_wall::{Database, Db, Error, PoolSizes, Read, Result, Scope, Tables, Write, prepare};
use testing::{Backend, TestDatabase};
use token::Clock;

use crate::{
    events::{Event, events},
    people::{block_on, signed_in},
    shared,
};

pub(crate) use crate::notes::{NewNote, Note, NoteChanges, add, notes};

/// What becomes of a scope whose work swallows a failure. A panic in the work, such as that of an
/// assertion, is an internal error too, but of other words.
pub(crate) const DOOMED: &str = "a scope went on after a statement in it had failed";

/// A database with a table of notes, and the wall around it.
pub(crate) struct House {
    pub(crate) db: Db,
    /// The raw pool under [`db`](Self::db), of one connection: what one transaction leaves behind
    /// on it, the next one finds.
    pub(crate) pool: Database,
    pub(crate) sql: TestDatabase,
}

impl House {
    /// `None` where the tests leave this database out.
    pub(crate) fn on(on: Backend) -> Option<Self> {
        Self::at(on, Clock::system())
    }

    /// The same by another clock.
    pub(crate) fn at(on: Backend, clock: Clock) -> Option<Self> {
        if !on.is_wanted() {
            return None;
        }
        let sql = TestDatabase::like(match on {
            Backend::Sqlite => &SQLITE,
            Backend::Postgres => &POSTGRES,
        });
        let sizes = PoolSizes { connections: 1, patience: Duration::from_secs(10) };
        let pool = Database::new(&sql.url().parse().unwrap(), sizes);
        Some(Self { db: Db::new(pool.clone(), tables(), clock), pool, sql })
    }

    pub(crate) fn read<R: Send + 'static>(
        &self,
        user: &str,
        work: impl FnOnce(&mut Scope<'_, Read>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        block_on(self.db.read(&signed_in(user), work))
    }

    pub(crate) fn write<R: Send + 'static>(
        &self,
        user: &str,
        work: impl FnOnce(&mut Scope<'_, Write>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        block_on(self.db.write(&signed_in(user), work))
    }

    /// What came of a write that is then undone.
    pub(crate) fn undone<R: Send + 'static>(
        &self,
        user: &str,
        work: impl FnOnce(&mut Scope<'_, Write>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let done = Arc::new(Mutex::new(None));
        let slot = Arc::clone(&done);
        let kept = self.write(user, move |scope| {
            *slot.lock().unwrap() = Some(work(scope));
            Err::<(), _>(Error::NotFound("undone"))
        });
        assert!(kept.is_err());
        let done = done.lock().unwrap().take();
        done.unwrap_or_else(|| Err(kept.unwrap_err()))
    }

    /// Makes a note of that user's.
    pub(crate) fn note(&self, user: &str, text: &str) -> Note {
        let text = text.to_owned();
        self.write(user, |scope| add(scope, text)).unwrap()
    }

    /// What that user's notes say, oldest first.
    pub(crate) fn texts(&self, user: &str) -> Vec<String> {
        let mut notes: Vec<Note> =
            self.read(user, |scope| scope.rows(notes::table).load()).unwrap();
        notes.sort_by_key(|note| note.id);
        notes.into_iter().map(|note| note.text).collect()
    }

    /// Who owns which text, whoever may see it: `ann: milk`.
    pub(crate) fn everything(&self) -> Vec<String> {
        self.sql.text("SELECT owner_id || ': ' || text FROM notes ORDER BY owner_id, text")
    }
}

/// The tables there are to be owned.
pub(crate) fn tables() -> Tables {
    let own = Tables::new().with::<_, Note>(notes::table).with::<_, Event>(events::table);
    shared::tables(own)
}

static SQLITE: LazyLock<TestDatabase> = LazyLock::new(|| {
    let database = TestDatabase::new(Backend::Sqlite);
    database.execute(include_str!("schema/sqlite.sql"));
    prepared(database)
});

static POSTGRES: LazyLock<TestDatabase> = LazyLock::new(|| {
    let database = TestDatabase::new(Backend::Postgres);
    database.execute(include_str!("../../../../migrations/postgres/2026-11-22-200100_wall/up.sql"));
    database.execute(include_str!("schema/postgres.sql"));
    prepared(database)
});

fn prepared(database: TestDatabase) -> TestDatabase {
    let (url, patience) = (database.url().parse().unwrap(), Duration::from_secs(5));
    prepare(std::iter::empty(), &tables(), &url, patience).unwrap();
    database
}
