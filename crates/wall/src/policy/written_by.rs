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
/// Who can no longer see a row by `P` has nothing to say about it, be they its author.
pub struct WrittenBy<C, P>(PhantomData<(C, P)>);

/// Both of two conditions.
pub struct And<A, B>(A, B);

impl<DB, A, B> QueryFragment<DB> for And<A, B>
where
    DB: Backend,
    A: QueryFragment<DB>,
    B: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("(");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" AND ");
        self.1.walk_ast(out.reborrow())?;
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
        let authors = |access| Some(And(Is::new(asker), P::condition(access, asker)?));
        match access {
            Access::See => Or::of(P::condition(Access::See, asker), None),
            Access::Edit => Or::of(None, authors(Access::Edit)),
            Access::Own => Or::of(P::condition(Access::Own, asker), authors(Access::See)),
        }
    }
}
