use std::cell::{Cell, RefCell};

use diesel::deserialize;

use crate::{Page, PageSize, page::Limit};

/// A page in the making. One row more than asked for tells whether there is a next, and of all
/// rows only the last one's place is wanted.
pub(super) struct Leaf<C> {
    size: PageSize,
    seen: Cell<usize>,
    last: RefCell<Option<C>>,
}

impl<C> Leaf<C> {
    pub(super) fn of(size: PageSize) -> Self {
        Self { size, seen: Cell::new(0), last: RefCell::new(None) }
    }

    pub(super) fn most(&self) -> usize {
        self.size.rows() + 1
    }

    /// The same for PostgreSQL, once it has that many.
    pub(super) fn limit(&self, had: usize) -> Limit {
        Limit(i64::try_from(self.most() - had).unwrap_or(i64::MAX))
    }

    /// Notes the place of the last row.
    pub(super) fn turn(
        &self,
        place: impl FnOnce() -> deserialize::Result<C>,
    ) -> deserialize::Result<()> {
        self.seen.set(self.seen.get() + 1);
        if self.seen.get() == self.size.rows() {
            self.last.replace(Some(place()?));
        }
        Ok(())
    }

    pub(super) fn page<R>(self, mut items: Vec<R>) -> Page<R, C> {
        let next_cursor = if items.len() == self.most() { self.last.into_inner() } else { None };
        items.truncate(self.size.rows());
        Page { items, next_cursor }
    }
}
