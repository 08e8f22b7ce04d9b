use std::marker::PhantomData;

use diesel::{
    Column, ExpressionMethods, QueryResult,
    backend::Backend,
    dsl::Eq,
    query_builder::{AstPass, QueryFragment},
};

use super::{Access, Asker, Outline, Policy, Word, either::Or, owned_by::Is};
use crate::owner::{Author, Me};

/// A row is open to whom `P` lets in, and its words are its author's, whom column `C` names: no
/// one else may change them. To delete it is for its author and for whoever owns it by `P`. New
/// rows are stamped with whoever adds them.
///
/// What one has written stays one's own to see and to take back, so that it is exported and goes
/// with its author's account. Who can no longer edit by `P` changes nothing, be they the author.
pub struct WrittenBy<C, P>(PhantomData<(C, P)>);

/// One condition and, where there is one, another besides.
pub struct And<A, B>(A, Option<B>);

impl<DB, A, B> QueryFragment<DB> for And<A, B>
where
    DB: Backend,
    A: QueryFragment<DB>,
    B: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let Some(besides) = &self.1 else { return self.0.walk_ast(out) };
        out.push_sql("(");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" AND ");
        besides.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl<T, C, P> Policy<T> for WrittenBy<C, P>
where
    C: Column<Table = T, SqlType = Author> + ExpressionMethods + Word,
    P: Policy<T>,
{
    type Stamped<New> = (P::Stamped<New>, Eq<C, Me>);
    type Condition = Or<P::Condition, And<Is<C>, P::Condition>>;

    fn stamp<New>(new: New, me: Me) -> Self::Stamped<New> {
        (P::stamp(new, me.clone()), C::default().eq(me))
    }

    fn outline() -> Outline {
        P::outline().and(Outline::author(C::NAME))
    }

    fn condition(access: Access, asker: &Asker) -> Option<Self::Condition> {
        let author = || Is::new(asker);
        let by_p = P::condition(access, asker);
        match access {
            Access::See | Access::Own => Or::of(by_p, Some(And(author(), None))),
            Access::Edit => Or::of(None, by_p.map(|may_edit| And(author(), Some(may_edit)))),
        }
    }
}
