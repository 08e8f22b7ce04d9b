//! The data, shut to everyone but signed-in users.

use std::sync::{Arc, Mutex, PoisonError};

use db_crate::{AnyConnection, Begin, Database, Mode, RawAccess, ScopeUser};
use diesel::{Column, connection::SimpleConnection};
use futures_util::{Stream, TryStreamExt, stream};
use serde::Serialize;
use token::Clock;
use uuid::{ContextV7, Timestamp, Uuid};

use crate::{
    AuthUser, Error, Id, Keyed, Page, PageSize, Reach, Read, Reading, Result, RowId, Scope, Scoped,
    Tables, Word, Write, scope::Surroundings,
};

/// A row of a user's own, out of whichever table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExportedRow {
    /// What a row of that table is called.
    pub table: &'static str,
    /// The row, as its table was listed to be exported.
    pub row: serde_json::Value,
}

/// The data, shut to everyone but signed-in users.
#[derive(Clone, Debug)]
pub struct Db(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    database: Database,
    tables: Tables,
    clock: Clock,
    /// Keeps the ids of one server in order within a millisecond, and when the clock steps back.
    order: Mutex<ContextV7>,
}

impl Db {
    /// The data of `tables` in `database`, which is [`prepare`](crate::prepare)d, at the times
    /// that `clock` tells.
    pub fn new(database: Database, tables: Tables, clock: Clock) -> Self {
        Self(Arc::new(Inner { database, tables, clock, order: Mutex::new(ContextV7::new()) }))
    }

    /// Reads what `user` may see, all of it as of one moment.
    ///
    /// # Errors
    /// Those of `work`; [`Error::Unavailable`](crate::Error::Unavailable) when the database
    /// cannot be had.
    pub async fn read<R: Send + 'static>(
        &self,
        user: &AuthUser,
        work: impl FnOnce(&mut Scope<'_, Read>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let (db, user) = (self.clone(), user.id().clone());
        self.0
            .database
            .transaction(begin(Mode::Read, &user), move |connection| {
                let new_id = || db.0.new_id();
                Scope::enter(connection, &user, db.0.surroundings(&new_id), work)
            })
            .await
    }

    /// The row of `table` whose id is `id`, if it is `user`'s to see.
    ///
    /// On SQLite it is read on the calling thread if it can be read at once, for it takes less
    /// time than to hand it to another.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unavailable`](crate::Error::Unavailable) when the database
    /// cannot be had.
    pub async fn get<T, R>(&self, user: &AuthUser, _: T, id: Id) -> Result<R>
    where
        T: Scoped<PrimaryKey: Column<Table = T, SqlType = RowId> + Word>,
        R: Reading<T> + Send + 'static,
    {
        let found = self.look(user, move |scope| match scope.row(T::default(), id).get() {
            Err(Error::NotFound(_)) => Ok(None),
            found => found.map(Some),
        });
        found.await?.ok_or(Error::NotFound(T::NOUN))
    }

    /// A page of the rows of `table` that are `user`'s own, newest first: from the greatest key
    /// down, or from the one below `cursor`.
    ///
    /// Read as [`get`](Self::get) does, so the table needs an index by its owner and its key.
    ///
    /// # Errors
    /// [`Error::Unavailable`](crate::Error::Unavailable) when the database cannot be had.
    pub async fn own_page<T, R>(
        &self,
        user: &AuthUser,
        _: T,
        size: PageSize,
        cursor: Option<Id>,
    ) -> Result<Page<R>>
    where
        T: Keyed,
        R: Reading<T> + Send + 'static,
    {
        let own = move |scope: &mut Scope<'_, Read>| {
            scope.rows(T::default()).reach(Reach::Own).page(size, cursor)
        };
        self.look(user, own).await
    }

    /// Writes what `user` may write: all of it or, on an error, none.
    ///
    /// # Errors
    /// Those of `work`; [`Error::Unavailable`](crate::Error::Unavailable) when the database
    /// cannot be had, in which case nothing was written.
    pub async fn write<R: Send + 'static>(
        &self,
        user: &AuthUser,
        work: impl FnOnce(&mut Scope<'_, Write>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let (db, user) = (self.clone(), user.id().clone());
        self.0
            .database
            .transaction(begin(Mode::Write, &user), move |connection| {
                let new_id = || db.0.new_id();
                Scope::enter(connection, &user, db.0.surroundings(&new_id), work)
            })
            .await
    }

    /// All that `user` owns, in every table that scopes may touch, a page at a time: a row that
    /// is added or deleted meanwhile may be in it or not.
    ///
    /// The stream ends at the first error.
    pub fn export(&self, user: &AuthUser) -> impl Stream<Item = Result<ExportedRow>> + use<> {
        let start = Some((0, None));
        let pages = stream::try_unfold((self.clone(), user.clone(), start), |state| async move {
            let (db, user, at) = state;
            let Some((table, cursor)) = at else { return Ok(None) };
            let tables = db.0.tables.clone();
            let page = db.read(&user, move |scope| tables.export(table, scope, cursor).transpose());
            let Some((name, page)) = page.await? else { return Ok(None) };
            let next = match page.next_cursor {
                Some(cursor) => (table, Some(cursor)),
                None => (table + 1, None),
            };
            let rows = page.items.into_iter().map(move |row| Ok(ExportedRow { table: name, row }));
            Ok::<_, Error>(Some((stream::iter(rows), (db, user, Some(next)))))
        });
        pages.try_flatten()
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`Error::Unavailable`](crate::Error::Unavailable) when it does not.
    pub async fn ping(&self) -> Result<()> {
        let select = |connection: &mut AnyConnection| connection.batch_execute("SELECT 1");
        Ok(self.0.database.look(select).await?)
    }

    /// One statement that is brief, in its own transaction or none.
    async fn look<R: Send + 'static>(
        &self,
        user: &AuthUser,
        look: impl Fn(&mut Scope<'_, Read>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let (db, name) = (self.clone(), user.id().clone());
        let look = move |connection: &mut AnyConnection| {
            let new_id = || db.0.new_id();
            Scope::enter(connection, &name, db.0.surroundings(&new_id), &look)
        };
        self.0.database.look_as(user.id().as_str(), look).await
    }
}

impl Inner {
    fn surroundings<'c>(&'c self, new_id: &'c dyn Fn() -> Id) -> Surroundings<'c> {
        Surroundings { tables: &self.tables, now: self.clock.now().into(), new_id }
    }

    fn new_id(&self) -> Id {
        let now = self.clock.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let time = Timestamp::from_unix(&*order, seconds, now.timestamp_subsec_nanos());
        Uuid::new_v7(time).into()
    }
}

fn begin(mode: Mode, user: &crate::UserId) -> Begin {
    Begin { mode, user: Some(ScopeUser::new(user.as_str())) }
}
