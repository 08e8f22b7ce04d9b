//! The tables that scopes may touch.

use std::{any::TypeId, fmt, sync::Arc};

use db_crate::{AnyConnection, Erasure};
use serde::Serialize;
use token::Subject;

use crate::{
    Error, Id, Keyed, Page, PageSize, Reach, Read, Result, Row, Scope, Scoped, Time, UserId, Write,
    scope::Surroundings, second_wall::Declared,
};

/// The tables that scopes may touch: all of an application's. On PostgreSQL each gets its policies
/// of row-level security from here, so one that is not listed is refused on either database.
#[derive(Clone, Default)]
pub struct Tables(Arc<Vec<Table>>);

type Export =
    dyn Fn(&mut Scope<'_, Read>, Option<Id>) -> Result<Page<serde_json::Value>> + Send + Sync;
type Erase = dyn Fn(&mut Scope<'_, Write>) -> Result<usize> + Send + Sync;

#[derive(Clone)]
struct Table {
    name: &'static str,
    declared: Declared,
    export: Arc<Export>,
    erase: Arc<Erase>,
}

impl Tables {
    /// No tables yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// These and the table `T`, whose rows are exported as `R`. A table that refers to another
    /// comes after it.
    #[must_use]
    pub fn with<T, R>(self, _: T) -> Self
    where
        T: Keyed + Send + Sync,
        R: Row<T> + Serialize + 'static,
    {
        let table = Table {
            name: T::NOUN,
            declared: Declared::of::<T>(),
            export: Arc::new(|scope, cursor| {
                let rows = scope.rows(T::default()).reach(Reach::Own);
                let page: Page<R> = rows.page(PageSize::LARGEST, cursor)?;
                let items = page.items.iter().map(serde_json::to_value);
                let items = items.collect::<Result<_, _>>().map_err(Error::internal)?;
                Ok(Page { items, next_cursor: page.next_cursor })
            }),
            erase: Arc::new(|scope| scope.rows(T::default()).delete()),
        };
        let mut all = Arc::unwrap_or_clone(self.0);
        all.push(table);
        Self(Arc::new(all))
    }

    /// What row-level security must say of them.
    pub(crate) fn declared(&self) -> impl Iterator<Item = &Declared> {
        self.0.iter().map(|table| &table.declared)
    }

    /// That of `T`. Refuses a table that is not among them.
    pub(crate) fn declaration<T: Scoped>(&self) -> Result<&Declared> {
        let mut tables = self.declared();
        tables.find(|table| table.is == TypeId::of::<T>()).ok_or_else(|| {
            let fault = "is not among the application's `Tables`";
            Error::internal(format!("the table of each {} {fault}", T::NOUN))
        })
    }

    /// One page of what the user owns in one of the tables; `None` after the last table.
    pub(crate) fn export(
        &self,
        at: usize,
        scope: &mut Scope<'_, Read>,
        cursor: Option<Id>,
    ) -> Option<Result<(&'static str, Page<serde_json::Value>)>> {
        let table = self.0.get(at)?;
        Some((table.export)(scope, cursor).map(|page| (table.name, page)))
    }

    /// Deletes every row that a user owns, in every table, as part of a transaction that ends the
    /// user's account. Those that refer to others go first.
    pub fn erasure(&self) -> Erasure {
        let tables = self.clone();
        Erasure::new(move |connection, user, now| {
            tables
                .erase(connection, user, now)
                .map_err(|error| db_crate::Error::Internal(error.into()))
        })
    }

    fn erase(&self, connection: &mut AnyConnection, user: &str, now: Time) -> Result<()> {
        let user = Subject::parse(user).map_err(Error::internal)?;
        let user = UserId::of(user);
        let new_id = || unreachable!("nothing is added by an erasure");
        let surroundings = Surroundings { tables: self, now, new_id: &new_id };
        Scope::enter(connection, &user, surroundings, |scope| {
            for table in self.0.iter().rev() {
                (table.erase)(scope)?;
            }
            Ok(())
        })
    }
}

impl fmt::Debug for Tables {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.0.iter().map(|table| table.name)).finish()
    }
}
