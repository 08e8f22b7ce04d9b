//! The rows of one table that are one user's, to be narrowed and then read or changed.

use std::marker::PhantomData;

use diesel::{
    Column, deserialize::FromSqlRow, query_builder::QueryFragment, row::Row as _, sql_types::BigInt,
};

use crate::{
    Access, Condition, Error, Id, Mode, MultiBackend, Page, PageSize, Result, Row, RowId, Scope,
    Scoped, Write, page::Limit, statement::Statement,
};

/// Rows of `T` that are the user's, to be narrowed and then read or changed.
#[must_use = "rows are neither read nor changed until asked to"]
pub struct Rows<'s, 'c, T, M> {
    scope: &'s mut Scope<'c, M>,
    filters: Statement<'s>,
    of: PhantomData<T>,
}

impl<'s, 'c, T: Scoped, M: Mode> Rows<'s, 'c, T, M> {
    pub(crate) fn all(scope: &'s mut Scope<'c, M>) -> Self {
        Self { scope, filters: Statement::default(), of: PhantomData }
    }

    /// Those of them that `condition` holds for.
    pub fn filter(mut self, condition: impl Condition<T> + 's) -> Self {
        self.filters = self.filters.sql(" AND (").part(condition).sql(")");
        self
    }

    /// Reads them all, in no particular order.
    ///
    /// # Errors
    /// [`Error::Unavailable`] and [`Error::Internal`] alone, here as in every other read.
    pub fn load<R: Row<T>>(mut self) -> Result<Vec<R>> {
        let select = self.select::<R>(Access::See);
        self.scope.load(select, usize::MAX, |row| R::build_from_row(row))
    }

    /// Reads one page, newest first: down from the greatest key, or from the one below `cursor`.
    ///
    /// # Errors
    /// As for [`load`](Self::load).
    pub fn page<R: Row<T>>(self, size: PageSize, cursor: Option<Id>) -> Result<Page<R>>
    where
        T::PrimaryKey:
            Column<Table = T, SqlType = RowId> + Default + QueryFragment<MultiBackend> + 's,
    {
        let key = T::PrimaryKey::default;
        let mut select = Statement::new("SELECT ")
            .part(key())
            .sql(", ")
            .part(R::construct_selection())
            .part(self.tail(Access::See))
            .part(self.filters);
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
        let mut rows = self.scope.load(select, most, |row| {
            let id = <Id as FromSqlRow<RowId, _>>::build_from_row(&row.partial_row(0..1))?;
            Ok((id, R::build_from_row(&row.partial_row(1..row.field_count()))?))
        })?;
        let next_cursor = (rows.len() == most).then(|| {
            rows.pop();
            rows.last().map(|(id, _)| *id)
        });
        let items = rows.into_iter().map(|(_, row)| row).collect();
        Ok(Page { items, next_cursor: next_cursor.flatten() })
    }

    /// How many they are. Takes time in proportion.
    ///
    /// # Errors
    /// As for [`load`](Self::load).
    pub fn count(self) -> Result<i64> {
        let count =
            Statement::new("SELECT COUNT(*)").part(self.tail(Access::See)).part(self.filters);
        let rows =
            self.scope.load(count, 1, |row| <i64 as FromSqlRow<BigInt, _>>::build_from_row(row))?;
        rows.into_iter().next().ok_or_else(|| Error::internal("a count without a row"))
    }

    fn select<R: Row<T>>(&mut self, access: Access) -> Statement<'s> {
        Statement::new("SELECT ")
            .part(R::construct_selection())
            .part(self.tail(access))
            .part(std::mem::take(&mut self.filters))
    }

    /// What every statement on these rows has behind its verb: `FROM … WHERE …`, with the policy.
    fn tail(&self, access: Access) -> Statement<'s> {
        Statement::new(" FROM ")
            .part(T::default())
            .sql(" WHERE (")
            .part(self.scope.condition::<T>(access))
            .sql(")")
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
        R: Row<T>,
    {
        let changes = changes.as_changeset();
        let idle = changes.is_noop(&self.scope.backend()).map_err(db_crate::Error::from)?;
        if idle {
            let select = self.select::<R>(Access::Edit);
            return self.scope.load(select, usize::MAX, |row| R::build_from_row(row));
        }
        let update = Statement::new("UPDATE ")
            .part(T::default())
            .sql(" SET ")
            .part(changes)
            .sql(" WHERE (")
            .part(self.scope.condition::<T>(Access::Edit))
            .sql(")")
            .part(self.filters);
        self.scope.write::<T, R>(update)
    }

    /// Deletes all of them that the user owns, and tells how many.
    ///
    /// # Errors
    /// Those of every read.
    pub fn delete(self) -> Result<usize> {
        let delete = Statement::new("DELETE")
            .part(self.tail(Access::Own))
            .part(self.filters)
            .sql(" RETURNING 1");
        Ok(self.scope.load(delete, usize::MAX, |_| Ok(()))?.len())
    }
}

/// One row of `T`, or none: then all that is asked of it is answered [`Error::NotFound`], whether
/// it is someone else's or not there at all.
#[must_use = "a row is neither read nor changed until asked to"]
pub struct One<'s, 'c, T, M>(Rows<'s, 'c, T, M>);

impl<'s, 'c, T: Scoped, M: Mode> One<'s, 'c, T, M> {
    pub(crate) fn of(rows: Rows<'s, 'c, T, M>) -> Self {
        Self(rows)
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`Error::NotFound`], and those of every read.
    pub fn get<R: Row<T>>(mut self) -> Result<R> {
        let select = self.0.select::<R>(Access::See);
        let rows = self.0.scope.load(select, 1, |row| R::build_from_row(row))?;
        rows.into_iter().next().ok_or(Error::NotFound(T::NOUN))
    }
}

impl<T: Scoped> One<'_, '_, T, Write> {
    /// Changes it and reads it back.
    ///
    /// # Errors
    /// [`Error::NotFound`], and those of [`Rows::update`].
    pub fn update<C, R>(self, changes: C) -> Result<R>
    where
        C: diesel::AsChangeset<Target = T, Changeset: QueryFragment<MultiBackend>>,
        R: Row<T>,
    {
        self.0.update(changes)?.pop().ok_or(Error::NotFound(T::NOUN))
    }

    /// Deletes it.
    ///
    /// # Errors
    /// [`Error::NotFound`], and those of every read.
    pub fn delete(self) -> Result<()> {
        match self.0.delete()? {
            0 => Err(Error::NotFound(T::NOUN)),
            _ => Ok(()),
        }
    }
}

/// A key as a bound value.
struct Key(Id);

impl QueryFragment<MultiBackend> for Key {
    fn walk_ast<'b>(
        &'b self,
        mut out: diesel::query_builder::AstPass<'_, 'b, MultiBackend>,
    ) -> diesel::QueryResult<()> {
        out.push_bind_param::<RowId, Id>(&self.0)
    }
}
