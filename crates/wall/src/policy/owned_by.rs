use std::marker::PhantomData;

use diesel::{
    Column, ExpressionMethods, QueryResult,
    backend::Backend,
    dsl::Eq,
    query_builder::{AstPass, QueryFragment},
};

use super::{Access, Asker, Outline, Policy, Word};
use crate::owner::{Me, Owner};

/// A row belongs to the user that column `C` names: they may do everything with it. New rows are
/// stamped with whoever adds them.
pub struct OwnedBy<C>(PhantomData<C>);

/// A column that is whoever is asking.
pub struct Is<C> {
    column: C,
    asker: Asker,
}

impl<C: Default> Is<C> {
    pub(super) fn new(asker: &Asker) -> Self {
        Self { column: C::default(), asker: asker.clone() }
    }
}

impl<DB, C> QueryFragment<DB> for Is<C>
where
    DB: Backend,
    C: QueryFragment<DB>,
    Asker: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" = ");
        self.asker.walk_ast(out)
    }
}

#[diagnostic::do_not_recommend]
impl<T, C> Policy<T> for OwnedBy<C>
where
    C: Column<Table = T, SqlType = Owner> + ExpressionMethods + Word,
{
    type Stamped<New> = (New, Eq<C, Me>);
    type Condition = Is<C>;

    fn stamp<New>(new: New, me: Me) -> Self::Stamped<New> {
        (new, C::default().eq(me))
    }

    fn outline() -> Outline {
        Outline::owner(C::NAME)
    }

    fn condition(access: Access, asker: &Asker) -> Option<Is<C>> {
        match access {
            Access::See | Access::Edit | Access::Own => Some(Is::new(asker)),
        }
    }
}
