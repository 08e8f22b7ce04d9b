//! Changing and deleting them.

use diesel::query_builder::QueryFragment;

use crate::{
    Access, MultiBackend, Reading, Result, Rows, Scoped, Write,
    statement::{Given, Statement},
};

impl<T: Scoped> Rows<'_, '_, T, Write> {
    /// Changes all of them that the user may edit, and reads them back.
    ///
    /// # Errors
    /// [`Error::Conflict`](crate::Error::Conflict) when a value that must be unique is there
    /// already, and those of every read.
    pub fn update<C, R>(mut self, changes: C) -> Result<Vec<R>>
    where
        C: diesel::AsChangeset<Target = T, Changeset: QueryFragment<MultiBackend>>,
        R: Reading<T>,
    {
        let changes = changes.as_changeset();
        let idle = changes.is_noop(&self.scope.backend()).map_err(db_crate::Error::from)?;
        if idle {
            let select = self.select::<R>(Access::Edit);
            return self.scope.load::<T, _>(select, usize::MAX, |row| R::read(row));
        }
        let update = Statement::new("UPDATE ")
            .part(T::default())
            .sql(" SET ")
            .given(Given::Changes, changes)
            .sql(" WHERE ");
        let update = self.narrowed(update, Access::Edit);
        self.scope.write::<T, R>(update)
    }

    /// Deletes all of them that the user owns, and tells how many.
    ///
    /// # Errors
    /// Those of every read.
    pub fn delete(mut self) -> Result<usize> {
        let delete =
            Statement::new("DELETE").append(self.from_where(Access::Own)).sql(" RETURNING 1");
        Ok(self.scope.load::<T, _>(delete, usize::MAX, |_| Ok(()))?.len())
    }
}
