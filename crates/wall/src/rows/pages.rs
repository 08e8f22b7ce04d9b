//! Reading them page by page.

use db_crate::MultiRow;
use diesel::{
    Expression,
    deserialize::{self, FromSqlRow},
    row::Row as _,
};

use super::leaf::Leaf;
use crate::{
    Access, Cursor, Id, Keyed, Mode, Order, Page, PageSize, Reading, Result, RowId, Rows, Scoped,
    Sortable,
    page::Key,
    statement::{Given, Statement},
};

impl<'s, T: Scoped, M: Mode> Rows<'s, '_, T, M> {
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
        let leaf = Leaf::of(size);
        let select = select.sql(" ORDER BY ").part(key()).sql(" DESC").part(leaf.limit(0));
        let items = self.scope.load::<T, _>(select, leaf.most(), |row| {
            leaf.turn(|| id_at(row, row.field_count() - 1))?;
            R::read(row)
        })?;
        Ok(leaf.page(items))
    }

    /// Reads one page in that order: from its beginning, or from behind `cursor`.
    ///
    /// Rows without a value come last in either direction, by their ids in the same direction.
    ///
    /// # Errors
    /// As for [`load`](Self::load).
    pub fn page_by<R, O>(
        mut self,
        _: O,
        size: PageSize,
        cursor: Option<Cursor<O>>,
    ) -> Result<Page<R, Cursor<O>>>
    where
        O: Order<Table = T>,
        R: Reading<T>,
        T: Keyed,
    {
        type TypeOf<O> = <<O as Order>::Column as Expression>::SqlType;
        let leaf = Leaf::of(size);
        let read = |row: &MultiRow<'_, '_>| {
            let at = row.field_count() - 2;
            leaf.turn(|| Ok(Cursor::at(TypeOf::<O>::read(row, at)?, id_at(row, at + 1)?)))?;
            R::read(row)
        };
        // Two statements, for no index of either database has the rows without a value behind the
        // others in both directions.
        let among_nulls = cursor.as_ref().is_some_and(Cursor::is_among_nulls);
        let (after, of_nulls) = if among_nulls { (None, cursor) } else { (cursor, None) };
        let mut items = Vec::new();
        if !among_nulls {
            let nulls = TypeOf::<O>::NULLABLE && after.is_none();
            let only = if nulls { " IS NOT NULL" } else { "" };
            let select = self.part_of_page::<R, O>(only, after).part(leaf.limit(0));
            items = self.scope.load::<T, _>(select, leaf.most(), read)?;
        }
        if TypeOf::<O>::NULLABLE && items.len() < leaf.most() {
            let select =
                self.part_of_page::<R, O>(" IS NULL", of_nulls).part(leaf.limit(items.len()));
            let most = leaf.most() - items.len();
            items.extend(self.scope.load::<T, _>(select, most, read)?);
        }
        Ok(leaf.page(items))
    }

    /// The rows whose column `only` is said of, if anything, and that are behind `cursor`.
    fn part_of_page<R, O>(&mut self, only: &'static str, cursor: Option<Cursor<O>>) -> Statement<'s>
    where
        O: Order<Table = T>,
        R: Reading<T>,
        T: Keyed,
    {
        let (column, key) = (O::Column::default, T::PrimaryKey::default);
        let collated = |statement: Statement<'s>| {
            let statement = statement.given(Given::Selection, column());
            match <<O::Column as Expression>::SqlType as Sortable>::collation() {
                Some(collation) => statement.part(collation),
                None => statement,
            }
        };
        let (behind, direction) = if O::DESCENDS { (" < ", " DESC") } else { (" > ", " ASC") };
        let filters = self.filters.clone();
        let mut select = Statement::new("SELECT ")
            .append(R::selection(&self.asker))
            .sql(", ")
            .given(Given::Selection, column())
            .sql(", ")
            .part(key())
            .append(self.from_where(Access::See));
        self.filters = filters;
        if !only.is_empty() {
            select = select.sql(" AND ").given(Given::Selection, column()).sql(only);
        }
        if let Some(cursor) = cursor {
            select = match cursor.is_among_nulls() {
                true => select.sql(" AND ").part(key()),
                // Of two columns at once: both databases begin to read an index there.
                false => collated(select.sql(" AND (")).sql(", ").part(key()).sql(")"),
            };
            select = select.sql(behind).part(cursor);
        }
        let select = collated(select.sql(" ORDER BY ")).sql(direction).sql(", ");
        select.part(key()).sql(direction)
    }
}

fn id_at(row: &MultiRow<'_, '_>, at: usize) -> deserialize::Result<Id> {
    <Id as FromSqlRow<RowId, _>>::build_from_row(&row.partial_row(at..at + 1))
}
