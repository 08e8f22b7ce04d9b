//! Pages of a list, by keyset: the last row's key is the cursor, so the thousandth page costs
//! what the first does, and rows that come or go meanwhile are neither repeated nor skipped.

use std::fmt;

use diesel::{
    Column, QueryResult,
    pg::Pg,
    query_builder::{AstPass, QueryFragment},
    sql_types::BigInt,
    sqlite::Sqlite,
};
use serde::{Deserialize, Serialize, de};

use crate::{Id, MultiBackend, RowId, Scoped, Word};

/// One page of a list, with the [`Id`] of its last row for a cursor, or a
/// [`Cursor`](crate::Cursor) of another order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page<R, C = Id> {
    /// The rows.
    pub items: Vec<R>,
    /// Where the next page begins; `None` on the last.
    pub next_cursor: Option<C>,
}

impl<R, C> Page<R, C> {
    /// The page with each of its rows made into something else.
    pub fn map<S>(self, make: impl FnMut(R) -> S) -> Page<S, C> {
        let items = self.items.into_iter().map(make).collect();
        Page { items, next_cursor: self.next_cursor }
    }

    /// The page with its cursor made into something else, such as its text.
    pub fn map_cursor<D>(self, make: impl FnOnce(C) -> D) -> Page<R, D> {
        Page { items: self.items, next_cursor: self.next_cursor.map(make) }
    }
}

/// How many rows a page has at the most: 1 to 100, and 20 when nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSize(u8);

impl PageSize {
    /// The most that can be asked for.
    pub const MAX: u8 = 100;

    pub(crate) const LARGEST: Self = Self(Self::MAX);

    /// That many rows; `None` unless from 1 to [`MAX`](Self::MAX).
    pub fn new(rows: u64) -> Option<Self> {
        u8::try_from(rows).ok().filter(|rows| (1..=Self::MAX).contains(rows)).map(Self)
    }

    pub(crate) fn rows(self) -> usize {
        self.0.into()
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self(20)
    }
}

impl<'de> Deserialize<'de> for PageSize {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Number)
    }
}

/// A number, or the text of one, as a query has it.
struct Number;

impl de::Visitor<'_> for Number {
    type Value = PageSize;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a number from 1 to 100")
    }

    fn visit_u64<E: de::Error>(self, rows: u64) -> Result<PageSize, E> {
        PageSize::new(rows).ok_or_else(|| E::custom("expected a number from 1 to 100"))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<PageSize, E> {
        self.visit_u64(text.parse().unwrap_or_default())
    }
}

/// A table whose rows have an id for their key, and so can be listed page by page.
#[diagnostic::on_unimplemented(
    message = "the key of `{Self}` is not one column of the type `RowId`",
    note = "declare the table as `table! {{ … (id) {{ id -> RowId, … }} }}`"
)]
pub trait Keyed: Scoped<PrimaryKey: Column<Table = Self, SqlType = RowId> + Word> {}

#[diagnostic::do_not_recommend]
impl<T> Keyed for T
where
    T: Scoped,
    T::PrimaryKey: Column<Table = T, SqlType = RowId> + Word,
{
}

/// A key as a bound value.
pub(crate) struct Key(pub(crate) Id);

impl QueryFragment<MultiBackend> for Key {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_bind_param::<RowId, Id>(&self.0)
    }
}

/// `LIMIT` for PostgreSQL, which would send every row; SQLite is asked for no more than are read.
pub(crate) struct Limit(pub(crate) i64);

impl QueryFragment<MultiBackend> for Limit {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        MultiBackend::walk_variant_ast(self, out)
    }
}

impl QueryFragment<Pg> for Limit {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(" LIMIT ");
        out.push_bind_param::<BigInt, i64>(&self.0)
    }
}

impl QueryFragment<Sqlite> for Limit {
    fn walk_ast<'b>(&'b self, _: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        Ok(())
    }
}
