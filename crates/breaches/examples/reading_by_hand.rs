//! E0603: module `statement` is private
//!
//! Select something else than columns.

use diesel::{deserialize::Result, row::Row};
use ownly_breaches::shared::{List, lists};
use wall::{Asker, MultiBackend, Reading};

/// More than a list.
pub struct More(List);

#[cfg(feature = "breach")]
impl Reading<lists::table> for More {
    fn selection<'q>(_: &Asker) -> wall::statement::Statement<'q> {
        Default::default()
    }

    fn read<'a>(_: &impl Row<'a, MultiBackend>) -> Result<Self> {
        Err("nothing but a list".into())
    }
}

/// What a list can be read as.
pub fn read<R: Reading<lists::table>>(
    _: Asker,
    row: &impl for<'a> Row<'a, MultiBackend>,
) -> Result<R> {
    R::read(row)
}

/// A list.
pub fn list(More(list): More) -> List {
    list
}
