//! Who may touch a row, said once per table.
//!
//! A policy is a type, put together from the ones in this module. From it come the condition that
//! is written into every statement about the table's rows and, on PostgreSQL, the policies of
//! row-level security: the same fragments of SQL, rendered with another way to say who is asking.
//! So the two walls cannot disagree.

mod asker;
mod either;
mod member_of;
mod names;
mod outline;
mod owned_by;
mod through;
mod written_by;

use diesel::{Table, pg::Pg, query_builder::QueryFragment};

use crate::{MultiBackend, owner::Me};

pub use asker::Asker;
pub use either::Either;
pub use member_of::MemberOf;
pub use names::Names;
pub(crate) use outline::Leaning;
pub use outline::Outline;
pub use owned_by::OwnedBy;
pub use through::Through;
pub use written_by::WrittenBy;

/// What one wants to do with a row. Who may own may edit, and who may edit may see, with one
/// exception: see [`Names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read it.
    See,
    /// Change what it says, or add one like it.
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
pub trait Scoped:
    Table + Default + QueryFragment<MultiBackend> + QueryFragment<Pg> + 'static
{
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
    type Condition: Rule;

    /// Completes a new row of whoever is asking.
    fn stamp<New>(new: New, me: Me) -> Self::Stamped<New>;

    /// What it says besides its conditions.
    fn outline() -> Outline;

    /// The condition under which `asker` has `access` to a row; `None` where no one ever has it
    /// by this policy.
    fn condition(access: Access, asker: &Asker) -> Option<Self::Condition>;
}

/// A piece of SQL that is a condition on one row.
pub trait Rule: QueryFragment<MultiBackend> + QueryFragment<Pg> + Send + 'static {}
impl<R: QueryFragment<MultiBackend> + QueryFragment<Pg> + Send + 'static> Rule for R {}

/// A table or a column: a value without content that knows how it is written.
pub trait Word: Default + QueryFragment<MultiBackend> + QueryFragment<Pg> + Send + 'static {}
impl<W: Default + QueryFragment<MultiBackend> + QueryFragment<Pg> + Send + 'static> Word for W {}

mod sealed {
    pub trait Policy {}
    impl<C> Policy for super::OwnedBy<C> {}
    impl<C> Policy for super::Names<C> {}
    impl<Fk, Parent> Policy for super::Through<Fk, Parent> {}
    impl<Fk, User, Edits> Policy for super::MemberOf<Fk, User, Edits> {}
    impl<A, B> Policy for super::Either<A, B> {}
    impl<Author, P> Policy for super::WrittenBy<Author, P> {}
}
