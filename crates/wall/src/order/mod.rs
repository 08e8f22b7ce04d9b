//! The orders that a list can be paged in besides that of its ids.

mod collation;
mod cursor;
mod moment;
mod sortable;

use std::marker::PhantomData;

use diesel::Column;

use crate::{Keyed, Word};

pub use cursor::Cursor;
pub use sortable::Sortable;

/// From the least value of column `C` to the greatest. Rows of one value go by their ids, rows
/// without one come last.
#[derive(Debug, Clone, Copy)]
pub struct Ascending<C>(PhantomData<C>);

/// From the greatest value of column `C` to the least. Rows of one value go by their ids, from the
/// newest to the oldest; rows without one come last.
#[derive(Debug, Clone, Copy)]
pub struct Descending<C>(PhantomData<C>);

/// The order [`Ascending`] by `column`.
pub fn ascending<C>(_: C) -> Ascending<C> {
    Ascending(PhantomData)
}

/// The order [`Descending`] by `column`.
pub fn descending<C>(_: C) -> Descending<C> {
    Descending(PhantomData)
}

/// An order of a table's rows, which no two of them share a place in: [`Ascending`] or
/// [`Descending`] by one column, and by the id after it. Each has a type, and so has a [`Cursor`]:
/// that of one order cannot be used with another.
///
/// Text goes by its characters' code points: by the collation `C` on PostgreSQL, and on SQLite by
/// its own `BINARY`, unless the column has been given another.
///
/// To be quick, a list that is paged so needs an index of the owner, the column and the id; on
/// PostgreSQL, of a text `COLLATE "C"`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an order to page by",
    note = "page by `ascending(…)` or `descending(…)` and a column of text, time or whole numbers; an owner is none of these"
)]
pub trait Order: sealed::Order + 'static {
    /// The table.
    type Table: Keyed;
    /// The column.
    type Column: Column<Table = Self::Table, SqlType: Sortable> + Word;
    /// Whether it is from the greatest to the least.
    #[doc(hidden)]
    const DESCENDS: bool;
}

#[diagnostic::do_not_recommend]
impl<C> Order for Ascending<C>
where
    C: Column<Table: Keyed, SqlType: Sortable> + Word,
{
    type Table = C::Table;
    type Column = C;
    const DESCENDS: bool = false;
}

#[diagnostic::do_not_recommend]
impl<C> Order for Descending<C>
where
    C: Column<Table: Keyed, SqlType: Sortable> + Word,
{
    type Table = C::Table;
    type Column = C;
    const DESCENDS: bool = true;
}

mod sealed {
    pub trait Order {}
    impl<C> Order for super::Ascending<C> {}
    impl<C> Order for super::Descending<C> {}
}
