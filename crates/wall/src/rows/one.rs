use diesel::{Column, deserialize::FromSqlRow, query_builder::QueryFragment, sql_types::Bool};

use crate::{
    Access, Error, Id, Mode, MultiBackend, Reading, Result, RowId, Rows, Scoped, Word, Write,
    page::Key, statement::Statement,
};

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
