//! What one user may do in one transaction.

use std::marker::PhantomData;

use db_crate::{AnyConnection, MultiRow};
use diesel::{
    Column, Insertable,
    deserialize::{self, FromSqlRow},
    query_builder::QueryFragment,
    row::Row as _,
    sql_types::Bool,
};

use crate::{
    Access, Asker, Error, Id, MultiBackend, One, Policy, Reading, Result, RowId, Rows, Scoped,
    Tables, Time, UserId, Word,
    owner::Me,
    statement::{Given, Statement},
};

/// A scope that reads.
#[derive(Debug)]
pub enum Read {}

/// A scope that reads and writes.
#[derive(Debug)]
pub enum Write {}

/// Whether a scope may write: [`Read`] or [`Write`].
pub trait Mode: sealed::Mode {}
impl Mode for Read {}
impl Mode for Write {}

/// One user's view of the database for the length of one transaction. It runs statements about
/// the rows of one table at a time, each under that table's policy, and no others.
///
/// It borrows its transaction, so it can be neither kept for later nor exchanged for another
/// user's.
pub struct Scope<'c, M> {
    connection: &'c mut AnyConnection,
    user: &'c UserId,
    asker: Asker,
    tables: &'c Tables,
    now: Time,
    new_id: &'c dyn Fn() -> Id,
    /// A statement failed. PostgreSQL answers the COMMIT of such a transaction with a silent
    /// ROLLBACK, so it must not be tried, even when the error was swallowed.
    failed: bool,
    mode: PhantomData<M>,
}

impl<'c, M: Mode> Scope<'c, M> {
    /// Does `work` on a connection whose transaction has begun for that very user.
    pub(crate) fn enter<R>(
        connection: &'c mut AnyConnection,
        user: &'c UserId,
        surroundings: Surroundings<'c>,
        work: impl FnOnce(&mut Self) -> Result<R>,
    ) -> Result<R> {
        let Surroundings { tables, now, new_id } = surroundings;
        let asker = Asker::user(user).on(&connection.backend());
        let failed = false;
        let mut scope =
            Self { connection, user, asker, tables, now, new_id, failed, mode: PhantomData };
        match work(&mut scope) {
            Ok(_) if scope.failed => {
                Err(Error::internal("a scope went on after a statement in it had failed"))
            }
            done => done,
        }
    }

    /// Whose view this is.
    pub fn user(&self) -> &UserId {
        self.user
    }

    /// When the transaction began, to the millisecond.
    pub fn now(&self) -> Time {
        self.now
    }

    /// The rows of `table` that are the user's to see.
    pub fn rows<T: Scoped>(&mut self, _: T) -> Rows<'_, 'c, T, M> {
        Rows::all(self)
    }

    /// The row of `table` whose id is `id`, if it is the user's to see.
    pub fn row<T>(&mut self, table: T, id: Id) -> One<'_, 'c, T, M>
    where
        T: Scoped<PrimaryKey: Column<Table = T, SqlType = RowId> + Word>,
    {
        One::of(self.rows(table), id)
    }

    pub(crate) fn load<T: Scoped, R>(
        &mut self,
        statement: Statement<'_>,
        most: usize,
        read: impl Fn(&MultiRow<'_, '_>) -> deserialize::Result<R>,
    ) -> Result<Vec<R>> {
        let table = self.tables.declaration::<T>()?;
        let rows = statement.load(self.connection, table, most, read);
        self.failed |= rows.is_err();
        rows.map_err(|error| match error.into() {
            // What a new row refers to is not there, or not there for this user: one answer, for
            // which of the two it is would tell that someone else's row is there.
            db_crate::Error::ForeignKey(_) | db_crate::Error::NotAllowed(_) => {
                Error::NotFound(T::NOUN)
            }
            error => error.into(),
        })
    }

    pub(crate) fn asker(&self) -> &Asker {
        &self.asker
    }

    pub(crate) fn backend(&self) -> MultiBackend {
        self.connection.backend()
    }
}

impl Scope<'_, Write> {
    /// An id for a new row. Each sorts after the one before it, on this server.
    pub fn new_id(&self) -> Id {
        (self.new_id)()
    }

    /// Adds a row and reads it back. Its owner is whoever is asking.
    ///
    /// # Errors
    /// [`Error::Conflict`] when a value that must be unique is there already;
    /// [`Error::NotFound`] when the row is not the user's to add.
    pub fn insert<T, New, R>(&mut self, table: T, new: New) -> Result<R>
    where
        T: Scoped,
        <T::Policy as Policy<T>>::Stamped<New>: Insertable<T, Values: QueryFragment<MultiBackend>>,
        R: Reading<T>,
    {
        let insert = Statement::new("INSERT INTO ")
            .part(table)
            .sql(" ")
            .given(Given::Values, T::Policy::stamp(new, Me(self.user.clone())).values());
        let mut rows = self.write::<T, R>(insert)?;
        rows.pop().ok_or(Error::NotFound(T::NOUN))
    }

    /// Runs a statement that writes rows of `T`, and reads back from each row it leaves whether
    /// the user may edit it: no one can move a row out of their own reach or into another's.
    pub(crate) fn write<T: Scoped, R: Reading<T>>(
        &mut self,
        statement: Statement<'_>,
    ) -> Result<Vec<R>> {
        // They are there already: each is looked at alone.
        let asker = self.asker.clone().of_few();
        let statement = statement
            .sql(" RETURNING ")
            .holds::<T>(Access::Edit, &asker)
            .sql(", ")
            .append(R::selection(&asker));
        let rows = self.load::<T, _>(statement, usize::MAX, |row| {
            let theirs = <bool as FromSqlRow<Bool, _>>::build_from_row(&row.partial_row(0..1))?;
            let row = row.partial_row(1..row.field_count());
            theirs.then(|| R::read(&row)).transpose()
        })?;
        let rows: Option<Vec<R>> = rows.into_iter().collect();
        self.failed |= rows.is_none();
        rows.ok_or(Error::NotFound(T::NOUN))
    }
}

/// What a scope stands in besides its transaction.
pub(crate) struct Surroundings<'c> {
    pub(crate) tables: &'c Tables,
    pub(crate) now: Time,
    pub(crate) new_id: &'c dyn Fn() -> Id,
}

mod sealed {
    pub trait Mode {}
    impl Mode for super::Read {}
    impl Mode for super::Write {}
}
