//! Reading them, page by page apart.

use diesel::{
    Column, Expression,
    deserialize::FromSqlRow,
    sql_types::{BigInt, Nullable},
};

use crate::{
    Access, Columns, Error, Mode, MultiBackend, Reading, Result, Rows, Scoped,
    page::Limit,
    statement::{Given, Statement},
};

impl<T: Scoped, M: Mode> Rows<'_, '_, T, M> {
    /// Reads them all, in no particular order.
    ///
    /// # Errors
    /// [`Error::Unavailable`] and [`Error::Internal`] alone, here as in every other read.
    pub fn load<R: Reading<T>>(mut self) -> Result<Vec<R>> {
        let select = self.select::<R>(Access::See);
        self.scope.load::<T, _>(select, usize::MAX, |row| R::read(row))
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
        let select = Statement::new(select)
            .given(Given::Selection, column)
            .sql(")")
            .append(self.from_where(Access::See));
        let rows = self.scope.load::<T, _>(select, 1, |row| Option::<V>::build_from_row(row))?;
        Ok(rows.into_iter().next().flatten())
    }
}
