use std::{any::TypeId, marker::PhantomData};

use diesel::{
    Column, QueryResult,
    backend::Backend,
    query_builder::{AstPass, QueryFragment},
};

use super::{Access, Asker, Outline, Policy, Scoped, Word};
use crate::owner::Me;

/// A row goes with the row of `Parent` that the foreign key `Fk` names: who may see, edit or own
/// that one may see, edit or own this.
pub struct Through<Fk, Parent>(PhantomData<(Fk, Parent)>);

/// A foreign key that names one of a table's rows for which a condition holds.
pub struct Among<Fk, Table, Key, C> {
    /// Whether it is looked up for each row, rather than all that it could be listed.
    pub(super) looked_up: bool,
    pub(super) foreign_key: Fk,
    pub(super) table: Table,
    pub(super) key: Key,
    pub(super) condition: C,
}

impl<DB, Fk, Table, Key, C> QueryFragment<DB> for Among<Fk, Table, Key, C>
where
    DB: Backend,
    Fk: QueryFragment<DB>,
    Table: QueryFragment<DB>,
    Key: QueryFragment<DB>,
    C: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        if self.looked_up {
            out.push_sql("EXISTS (SELECT 1");
        } else {
            self.foreign_key.walk_ast(out.reborrow())?;
            out.push_sql(" IN (SELECT ");
            self.key.walk_ast(out.reborrow())?;
        }
        out.push_sql(" FROM ");
        self.table.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        if self.looked_up {
            self.key.walk_ast(out.reborrow())?;
            out.push_sql(" = ");
            self.foreign_key.walk_ast(out.reborrow())?;
            out.push_sql(" AND ");
        }
        self.condition.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl<T, Fk, Parent> Policy<T> for Through<Fk, Parent>
where
    Fk: Column<Table = T> + Word,
    Parent: Scoped<PrimaryKey: Word + Column<SqlType = Fk::SqlType>> + Send,
{
    type Stamped<New> = (New,);
    type Condition =
        Among<Fk, Parent, Parent::PrimaryKey, <Parent::Policy as Policy<Parent>>::Condition>;

    fn stamp<New>(new: New, _: Me) -> (New,) {
        (new,)
    }

    fn outline() -> Outline {
        Outline::leaning(TypeId::of::<Parent>(), Parent::NOUN, None)
    }

    fn condition(access: Access, asker: &Asker) -> Option<Self::Condition> {
        Some(Among {
            looked_up: asker.asks_of_few(),
            foreign_key: Fk::default(),
            table: Parent::default(),
            key: Parent::PrimaryKey::default(),
            condition: Parent::Policy::condition(access, asker)?,
        })
    }
}
