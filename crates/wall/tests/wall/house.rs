//! A database with notes in it, and people to try to read each other's.

use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use diesel::{AsChangeset, Insertable, Queryable, Selectable, table};
use ownly_wall::{
    AuthUser, Database, Db, Id, OwnedBy, Owner, PoolSizes, Read, Result, RowId, Scope, Scoped,
    Tables, Verifier, Write, prepare,
};
use serde::Serialize;
use serde_json::json;
use testing::{Backend, TestDatabase};
use token::{Clock, Expectations, FixedKeys, KeySet, SigningKey};

table! {
    use diesel::sql_types::Text;
    use super::{Owner, RowId};

    notes (id) {
        id -> RowId,
        owner_id -> Owner,
        text -> Text,
    }
}

impl Scoped for notes::table {
    const NOUN: &str = "note";
    type Policy = OwnedBy<notes::owner_id>;
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize)]
#[diesel(table_name = notes)]
pub(crate) struct Note {
    pub(crate) id: Id,
    pub(crate) text: String,
}

#[derive(Debug, Insertable)]
#[diesel(table_name = notes)]
pub(crate) struct NewNote {
    pub(crate) id: Id,
    pub(crate) text: String,
}

#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = notes)]
pub(crate) struct NoteChanges {
    pub(crate) text: String,
}

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

/// The one table there is to be owned.
pub(crate) fn tables() -> Tables {
    Tables::new().with::<_, Note>(notes::table)
}

/// Adds a note of whoever is asking.
pub(crate) fn add(scope: &mut Scope<'_, Write>, text: impl Into<String>) -> Result<Note> {
    let note = NewNote { id: scope.new_id(), text: text.into() };
    scope.insert(notes::table, note)
}

/// A user of that name, made as all users are: by a token.
pub(crate) fn signed_in(name: &str) -> AuthUser {
    let clock = Clock::system();
    let claims = json!({
        "iss": "https://test", "aud": "https://test", "sub": name,
        "exp": clock.now().timestamp() + 60,
    });
    let token = SigningKey::shared_secret(SECRET).unwrap().sign(&claims).unwrap();
    let keys = FixedKeys::new(KeySet::shared_secret(SECRET).unwrap());
    let expected = Expectations::new("https://test", ["https://test"]);
    block_on(Verifier::new(Arc::new(keys), expected, clock).verify(&token)).unwrap()
}

pub(crate) fn block_on<F: Future>(work: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(work)
}

const SECRET: &[u8] = b"a secret for tests, long enough for HS256";

static SQLITE: LazyLock<TestDatabase> = LazyLock::new(|| {
    let database = TestDatabase::new(Backend::Sqlite);
    database.execute(
        "CREATE TABLE notes (
             id TEXT NOT NULL, owner_id TEXT NOT NULL, text TEXT NOT NULL,
             PRIMARY KEY (owner_id, id)
         ) WITHOUT ROWID;
         CREATE TABLE secrets (text TEXT NOT NULL);",
    );
    database
});

static POSTGRES: LazyLock<TestDatabase> = LazyLock::new(|| {
    let database = TestDatabase::new(Backend::Postgres);
    database.execute(include_str!("../../../../migrations/postgres/2026-11-22-200100_wall/up.sql"));
    database.execute(
        "CREATE TABLE notes (
             id uuid PRIMARY KEY, owner_id text COLLATE \"C\" NOT NULL, text text NOT NULL
         );
         CREATE TABLE secrets (text text NOT NULL);",
    );
    let (url, patience) = (database.url().parse().unwrap(), Duration::from_secs(5));
    prepare(std::iter::empty(), &tables(), &url, patience).unwrap();
    database
});
