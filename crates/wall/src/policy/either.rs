use std::marker::PhantomData;

use diesel::{
    QueryResult,
    backend::Backend,
    query_builder::{AstPass, QueryFragment},
};

use super::{Access, Asker, Outline, Policy};
use crate::owner::Me;

/// A row is open to whom `A` lets in and to whom `B` does. New rows are `A`'s to stamp.
pub struct Either<A, B>(PhantomData<(A, B)>);

/// One condition or the other, or the only one there is.
pub struct Or<A, B>(Option<A>, Option<B>);

impl<A, B> Or<A, B> {
    pub(super) fn of(a: Option<A>, b: Option<B>) -> Option<Self> {
        (a.is_some() || b.is_some()).then_some(Self(a, b))
    }
}

impl<DB, A, B> QueryFragment<DB> for Or<A, B>
where
    DB: Backend,
    A: QueryFragment<DB>,
    B: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        match self {
            Self(None, None) => out.push_sql("FALSE"),
            // An `OR FALSE` would keep SQLite from the index.
            Self(Some(a), None) => a.walk_ast(out)?,
            Self(None, Some(b)) => b.walk_ast(out)?,
            Self(Some(a), Some(b)) => {
                out.push_sql("(");
                a.walk_ast(out.reborrow())?;
                out.push_sql(" OR ");
                b.walk_ast(out.reborrow())?;
                out.push_sql(")");
            }
        }
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl<T, A: Policy<T>, B: Policy<T>> Policy<T> for Either<A, B> {
    type Stamped<New> = A::Stamped<New>;
    type Condition = Or<A::Condition, B::Condition>;

    fn stamp<New>(new: New, me: Me) -> Self::Stamped<New> {
        A::stamp(new, me)
    }

    fn outline() -> Outline {
        A::outline().and(B::outline())
    }

    fn condition(access: Access, asker: &Asker) -> Option<Self::Condition> {
        Or::of(A::condition(access, asker), B::condition(access, asker))
    }
}
