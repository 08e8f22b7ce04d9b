//! Who may touch a row, said once per table.

use std::marker::PhantomData;

use diesel::{
    Column, ExpressionMethods, QueryResult, Table,
    dsl::Eq,
    query_builder::{AstPass, QueryFragment},
};

use crate::{
    MultiBackend, UserId,
    owner::{Me, Owner},
};

/// What one wants to do with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read it.
    See,
    /// Change what it says.
    Edit,
    /// Delete it, or decide who else may see or edit it.
    Own,
}

/// A table that says whose its rows are. There is one policy to a table, whatever structs read
/// and write it, and a table without one cannot be named to a [`Scope`](crate::Scope).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whose its rows are",
    label = "no scope knows this table",
    note = "give it a policy: `impl Scoped for {Self} {{ const NOUN: &str = \"…\"; type Policy = OwnedBy<…>; }}`"
)]
pub trait Scoped: Table + Default + QueryFragment<MultiBackend> + 'static {
    /// What one row is called in answers, in lower case with underscores: `task` makes
    /// `TASK_NOT_FOUND` and "No such task."
    const NOUN: &str;

    /// Who may touch a row.
    type Policy: Policy<Self>;
}

/// A rule about the rows of `T`, which ends up in every statement about them. Sealed: policies
/// are put together from the ones in this module, so that none can be made that lets everyone in.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a policy for the rows of `{T}`",
    note = "a policy is made of the wall's own, over columns of that very table: `OwnedBy<…::owner_id>`"
)]
pub trait Policy<T>: sealed::Policy {
    /// A new row, completed with what only the policy may say about it.
    type Stamped<New>;

    /// A condition on one row of `T`.
    type Condition: QueryFragment<MultiBackend> + Send + 'static;

    /// Completes a new row of `user`'s.
    fn stamp<New>(new: New, user: &UserId) -> Self::Stamped<New>;

    /// The condition under which `user` has `access` to a row.
    fn condition(access: Access, user: &UserId) -> Self::Condition;
}

/// A row belongs to the user that column `C` names.
pub struct OwnedBy<C>(PhantomData<C>);

/// The condition of [`OwnedBy`].
pub struct Owns<C> {
    column: C,
    me: Me,
}

#[diagnostic::do_not_recommend]
impl<T, C> Policy<T> for OwnedBy<C>
where
    C: Column<Table = T, SqlType = Owner>
        + ExpressionMethods
        + Default
        + QueryFragment<MultiBackend>
        + Send
        + 'static,
{
    type Stamped<New> = (New, Eq<C, Me>);
    type Condition = Owns<C>;

    fn stamp<New>(new: New, user: &UserId) -> Self::Stamped<New> {
        (new, C::default().eq(Me(user.clone())))
    }

    fn condition(_: Access, user: &UserId) -> Owns<C> {
        Owns { column: C::default(), me: Me(user.clone()) }
    }
}

impl<C: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for Owns<C> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" = ");
        out.push_bind_param::<Owner, Me>(&self.me)
    }
}

mod sealed {
    pub trait Policy {}
    impl<C> Policy for super::OwnedBy<C> {}
}
