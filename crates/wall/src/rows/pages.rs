//! Reading them page by page.

use std::cell::Cell;

use diesel::{deserialize::FromSqlRow, row::Row as _};

use crate::{
    Access, Id, Keyed, Mode, Page, PageSize, Reading, Result, RowId, Rows, Scoped,
    page::{Key, Limit},
    statement::Statement,
};

impl<T: Scoped, M: Mode> Rows<'_, '_, T, M> {
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
}
