//! The rows of one table that are one user's, to be narrowed and then read or changed.

mod change;
mod leaf;
mod one;
mod pages;
mod read;

use std::marker::PhantomData;

use crate::{
    Access, Asker, Condition, Mode, Reading, Scope, Scoped,
    statement::{Given, Statement},
};

pub use one::One;

/// Which of the rows that the asker may see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reach {
    /// All of them.
    #[default]
    All,
    /// Those that they own.
    Own,
    /// Those that others let them see.
    Shared,
}

/// Rows of `T` that are the user's, to be narrowed and then read or changed.
#[must_use = "rows are neither read nor changed until asked to"]
pub struct Rows<'s, 'c, T, M> {
    scope: &'s mut Scope<'c, M>,
    reach: Reach,
    asker: Asker,
    filters: Statement<'s>,
    of: PhantomData<T>,
}

impl<'s, 'c, T: Scoped, M: Mode> Rows<'s, 'c, T, M> {
    pub(crate) fn all(scope: &'s mut Scope<'c, M>) -> Self {
        let asker = scope.asker().clone();
        Self { scope, reach: Reach::All, asker, filters: Statement::default(), of: PhantomData }
    }

    /// Says that the filters leave few of them, so that the policy is better checked for each than
    /// by listing all that it lets through. The answer is the same.
    pub fn few(mut self) -> Self {
        self.asker = self.asker.of_few();
        self
    }

    /// Those of them that `condition` holds for.
    pub fn filter(mut self, condition: impl Condition<T> + 's) -> Self {
        self.filters = self.filters.sql(" AND (").given(Given::Condition, condition).sql(")");
        self
    }

    /// Those of them that are the user's own, or those that are shared with them.
    pub fn reach(mut self, reach: Reach) -> Self {
        self.reach = reach;
        self
    }

    fn select<R: Reading<T>>(&mut self, access: Access) -> Statement<'s> {
        Statement::new("SELECT ").append(R::selection(&self.asker)).append(self.from_where(access))
    }

    /// What every statement on these rows has behind its verb: the policy, then the filters, which
    /// can but narrow it.
    #[expect(clippy::wrong_self_convention, reason = "the words are SQL's")]
    fn from_where(&mut self, access: Access) -> Statement<'s> {
        let statement = Statement::new(" FROM ").part(T::default()).sql(" WHERE ");
        self.narrowed(statement, access)
    }

    fn narrowed<'q>(&mut self, statement: Statement<'q>, access: Access) -> Statement<'q>
    where
        's: 'q,
    {
        let asker = &self.asker;
        let statement = match (self.reach, access) {
            (Reach::All, _) => statement.rule::<T>(access, asker),
            (Reach::Own, Access::See | Access::Own) => statement.rule::<T>(Access::Own, asker),
            (Reach::Own, Access::Edit) => {
                statement.rule::<T>(Access::Edit, asker).sql(" AND ").rule::<T>(Access::Own, asker)
            }
            (Reach::Shared, _) => {
                statement.rule::<T>(access, asker).sql(" AND NOT ").holds::<T>(Access::Own, asker)
            }
        };
        statement.append(std::mem::take(&mut self.filters))
    }
}
