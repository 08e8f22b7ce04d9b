//! The rows of one table that are one user's, to be narrowed and then read or changed.

use std::{cell::Cell, marker::PhantomData};

use diesel::{
    Column, Expression,
    deserialize::FromSqlRow,
    query_builder::QueryFragment,
    row::Row as _,
    sql_types::{BigInt, Bool, Nullable},
};

use crate::{
    Access, Asker, Columns, Condition, Error, Id, Keyed, Mode, MultiBackend, Page, PageSize,
    Reading, Result, RowId, Scope, Scoped, Word, Write,
    page::{Key, Limit},
    statement::Statement,
};

/// Which of the rows that the asker may see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reach {
    /// All of them.
    #[default]
    All,
    /// Those that they own.
    Own,
    /// Those that others let them see.
    Shared,
}

/// Rows of `T` that are the user's, to be narrowed and then read or changed.
#[must_use = "rows are neither read nor changed until asked to"]
pub struct Rows<'s, 'c, T, M> {
    scope: &'s mut Scope<'c, M>,
    reach: Reach,
    asker: Asker,
    filters: Statement<'s>,
    of: PhantomData<T>,
}

impl<'s, 'c, T: Scoped, M: Mode> Rows<'s, 'c, T, M> {
    pub(crate) fn all(scope: &'s mut Scope<'c, M>) -> Self {
        let asker = scope.asker().clone();
        Self { scope, reach: Reach::All, asker, filters: Statement::default(), of: PhantomData }
    }

    /// Says that the filters leave few of them, so that the policy is better checked for each than
    /// by listing all that it lets through. The answer is the same.
    pub fn few(mut self) -> Self {
        self.asker = self.asker.of_few();
        self
    }

    /// Those of them that `condition` holds for.
    pub fn filter(mut self, condition: impl Condition<T> + 's) -> Self {
        self.filters = self.filters.sql(" AND (").part(condition).sql(")");
        self
    }

    /// Those of them that are the user's own, or those that are shared with them.
    pub fn reach(mut self, reach: Reach) -> Self {
        self.reach = reach;
        self
    }

    /// Reads them all, in no particular order.
    ///
    /// # Errors
    /// [`Error::Unavailable`] and [`Error::Internal`] alone, here as in every other read.
    pub fn load<R: Reading<T>>(mut self) -> Result<Vec<R>> {
        let select = self.select::<R>(Access::See);
        self.scope.load::<T, _>(select, usize::MAX, |row| R::read(row))
    }

    /// Reads one page, newest first: down from the greatest key, or from the one below `cursor`.
    ///
    /// # Errors
    /// As for [`load`](Self::load).
    pub fn page<R: Reading<T>>(mut self, size: PageSize, cursor: Option<Id>) -> Result<Page<R>>
    where
        T: Keyed,
    {
        let key = T::PrimaryKey::default;
        let mut select = Statement::new("SELECT ")
            .append(R::selection(&self.asker))
            .sql(", ")
            .part(key())
            .append(self.from_where(Access::See));
        if let Some(cursor) = cursor {
            select = select.sql(" AND ").part(key()).sql(" < ").part(Key(cursor));
        }
        // One more than asked for tells whether there is a next page.
        let most = size.rows() + 1;
        let select = select
            .sql(" ORDER BY ")
            .part(key())
            .sql(" DESC")
            .part(Limit(i64::try_from(most).unwrap_or(i64::MAX)));
        // Of all the keys only the last row's is wanted.
        let (seen, last) = (Cell::new(0), Cell::new(None));
        let mut items = self.scope.load::<T, _>(select, most, |row| {
            seen.set(seen.get() + 1);
            if seen.get() == size.rows() {
                let at = row.field_count() - 1;
                let key =
                    <Id as FromSqlRow<RowId, _>>::build_from_row(&row.partial_row(at..at + 1));
                last.set(Some(key?));
            }
            R::read(row)
        })?;
        let next_cursor = if items.len() == most { last.get() } else { None };
        items.truncate(size.rows());
        Ok(Page { items, next_cursor })
    }

    /// How many they are. Takes time in proportion.
    ///
    /// # Errors
    /// As for [`load`](Self::load).
    pub fn count(mut self) -> Result<i64> {
        let count = Statement::new("SELECT COUNT(*)").append(self.from_where(Access::See));
        let rows = self
            .scope
            .load::<T, i64>(count, 1, |row| <i64 as FromSqlRow<BigInt, _>>::build_from_row(row))?;
        rows.into_iter().next().ok_or_else(|| Error::internal("a count without a row"))
    }

    /// Whether there is any.
    ///
    /// # Errors
    /// As for [`load`](Self::load).
    pub fn exists(mut self) -> Result<bool> {
        let any = Statement::new("SELECT 1").append(self.from_where(Access::See)).part(Limit(1));
        Ok(!self.scope.load::<T, _>(any, 1, |_| Ok(()))?.is_empty())
    }

    /// The least value of `column` among them; `None` when there is none.
    ///
    /// # Errors
    /// As for [`load`](Self::load).
    pub fn min<C, V>(self, column: C) -> Result<Option<V>>
    where
        C: Column<Table = T> + Columns<T>,
        Option<V>: FromSqlRow<Nullable<<C as Expression>::SqlType>, MultiBackend>,
        <C as Expression>::SqlType:
            diesel::sql_types::SqlType<IsNull = diesel::sql_types::is_nullable::NotNull>,
    {
        self.extreme("SELECT MIN(", column)
    }

    /// The greatest value of `column` among them; `None` when there is none.
    ///
    /// # Errors
    /// As for [`load`](Self::load).
    pub fn max<C, V>(self, column: C) -> Result<Option<V>>
    where
        C: Column<Table = T> + Columns<T>,
        Option<V>: FromSqlRow<Nullable<<C as Expression>::SqlType>, MultiBackend>,
        <C as Expression>::SqlType:
            diesel::sql_types::SqlType<IsNull = diesel::sql_types::is_nullable::NotNull>,
    {
        self.extreme("SELECT MAX(", column)
    }

    fn extreme<C, ST, V>(mut self, select: &'static str, column: C) -> Result<Option<V>>
    where
        C: Columns<T> + Expression<SqlType = ST>,
        ST: diesel::sql_types::SqlType<IsNull = diesel::sql_types::is_nullable::NotNull>,
        Option<V>: FromSqlRow<Nullable<ST>, MultiBackend>,
    {
        let select =
            Statement::new(select).part(column).sql(")").append(self.from_where(Access::See));
        let rows = self.scope.load::<T, _>(select, 1, |row| Option::<V>::build_from_row(row))?;
        Ok(rows.into_iter().next().flatten())
    }

    fn select<R: Reading<T>>(&mut self, access: Access) -> Statement<'s> {
        Statement::new("SELECT ").append(R::selection(&self.asker)).append(self.from_where(access))
    }

    /// What every statement on these rows has behind its verb: the policy, then the filters, which
    /// can but narrow it.
    #[expect(clippy::wrong_self_convention, reason = "the words are SQL's")]
    fn from_where(&mut self, access: Access) -> Statement<'s> {
        let statement = Statement::new(" FROM ").part(T::default()).sql(" WHERE ");
        self.narrowed(statement, access)
    }

    fn narrowed<'q>(&mut self, statement: Statement<'q>, access: Access) -> Statement<'q>
    where
        's: 'q,
    {
        let asker = &self.asker;
        let statement = match (self.reach, access) {
            (Reach::All, _) => statement.rule::<T>(access, asker),
            (Reach::Own, Access::See | Access::Own) => statement.rule::<T>(Access::Own, asker),
            (Reach::Own, Access::Edit) => {
                statement.rule::<T>(Access::Edit, asker).sql(" AND ").rule::<T>(Access::Own, asker)
            }
            (Reach::Shared, _) => {
                statement.rule::<T>(access, asker).sql(" AND NOT ").holds::<T>(Access::Own, asker)
            }
        };
        statement.append(std::mem::take(&mut self.filters))
    }
}

impl<T: Scoped> Rows<'_, '_, T, Write> {
    /// Changes all of them that the user may edit, and reads them back.
    ///
    /// # Errors
    /// [`Error::Conflict`] when a value that must be unique is there already, and those of every
    /// read.
    pub fn update<C, R>(mut self, changes: C) -> Result<Vec<R>>
    where
        C: diesel::AsChangeset<Target = T, Changeset: QueryFragment<MultiBackend>>,
        R: Reading<T>,
    {
        let changes = changes.as_changeset();
        let idle = changes.is_noop(&self.scope.backend()).map_err(db_crate::Error::from)?;
        if idle {
            let select = self.select::<R>(Access::Edit);
            return self.scope.load::<T, _>(select, usize::MAX, |row| R::read(row));
        }
        let update =
            Statement::new("UPDATE ").part(T::default()).sql(" SET ").part(changes).sql(" WHERE ");
        let update = self.narrowed(update, Access::Edit);
        self.scope.write::<T, R>(update)
    }

    /// Deletes all of them that the user owns, and tells how many.
    ///
    /// # Errors
    /// Those of every read.
    pub fn delete(mut self) -> Result<usize> {
        let delete =
            Statement::new("DELETE").append(self.from_where(Access::Own)).sql(" RETURNING 1");
        Ok(self.scope.load::<T, _>(delete, usize::MAX, |_| Ok(()))?.len())
    }
}

/// One row of `T`, or none: then all that is asked of it is answered [`Error::NotFound`], whether
/// it is someone else's or not there at all.
#[must_use = "a row is neither read nor changed until asked to"]
pub struct One<'s, 'c, T, M>(Rows<'s, 'c, T, M>);

impl<'s, 'c, T: Scoped, M: Mode> One<'s, 'c, T, M> {
    pub(crate) fn of(rows: Rows<'s, 'c, T, M>, id: Id) -> Self
    where
        T::PrimaryKey: Column<Table = T, SqlType = RowId> + Word,
    {
        let mut row = rows.few();
        row.filters =
            Statement::new(" AND ").part(T::PrimaryKey::default()).sql(" = ").part(Key(id));
        Self(row)
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`Error::NotFound`], and those of every read.
    pub fn get<R: Reading<T>>(mut self) -> Result<R> {
        let select = self.0.select::<R>(Access::See);
        let rows = self.0.scope.load::<T, _>(select, 1, |row| R::read(row))?;
        rows.into_iter().next().ok_or(Error::NotFound(T::NOUN))
    }
}

impl<'s, 'c, T: Scoped, M: Mode> One<'s, 'c, T, M> {
    /// Goes on only if the user has `access` to it.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] when the user may see it and not do that; those
    /// of every read.
    pub fn require(mut self, access: Access) -> Result<()> {
        let statement = Statement::new("SELECT ")
            .holds::<T>(access, &self.0.asker)
            .append(self.0.from_where(Access::See));
        let rows = self
            .0
            .scope
            .load::<T, _>(statement, 1, |row| <bool as FromSqlRow<Bool, _>>::build_from_row(row))?;
        match rows.first() {
            Some(true) => Ok(()),
            Some(false) => Err(Error::Forbidden(T::NOUN)),
            None => Err(Error::NotFound(T::NOUN)),
        }
    }
}

impl<'s, 'c, T: Scoped> One<'s, 'c, T, Write> {
    /// Changes it and reads it back.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] when the user may see it and not edit it; those
    /// of [`Rows::update`].
    pub fn update<C, R>(mut self, changes: C) -> Result<R>
    where
        C: diesel::AsChangeset<Target = T, Changeset: QueryFragment<MultiBackend>>,
        R: Reading<T>,
    {
        match self.again().update(changes)?.pop() {
            Some(row) => Ok(row),
            None => Err(self.refusal()?),
        }
    }

    /// Deletes it.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] when the user may see it and does not own it;
    /// those of every read.
    pub fn delete(mut self) -> Result<()> {
        match self.again().delete()? {
            0 => Err(self.refusal()?),
            _ => Ok(()),
        }
    }

    /// The same row, for one statement more.
    fn again<'a>(&'a mut self) -> Rows<'a, 'c, T, Write>
    where
        's: 'a,
    {
        let Rows { scope, reach, asker, filters, of } = &mut self.0;
        Rows { scope, reach: *reach, asker: asker.clone(), filters: filters.clone(), of: *of }
    }

    /// Why nothing was done: only who may see the row is told that it is there.
    fn refusal(&mut self) -> Result<Error> {
        Ok(if self.again().exists()? {
            Error::Forbidden(T::NOUN)
        } else {
            Error::NotFound(T::NOUN)
        })
    }
}
