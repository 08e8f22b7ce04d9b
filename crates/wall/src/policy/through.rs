use std::{any::TypeId, marker::PhantomData};

use diesel::{
    Column, QueryResult,
    backend::Backend,
    query_builder::{AstPass, QueryFragment},
};

use super::{Access, Asker, Outline, Policy, Scoped, Word, asker::Listing};
use crate::owner::Me;

/// A row goes with the row of `Parent` that the foreign key `Fk` names: who may see, edit or own
/// that one may see, edit or own this.
pub struct Through<Fk, Parent>(PhantomData<(Fk, Parent)>);

/// A foreign key that names one of a table's rows for which a condition holds.
pub struct Among<Fk, Table, Key, C> {
    /// How all that it could be is listed, if it is not looked up for each row.
    pub(super) listing: Listing,
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
        let (listed, end) = match self.listing {
            Listing::None => (None, ")"),
            Listing::Query => (Some(" IN (SELECT "), ")"),
            Listing::Array => (Some(" = ANY (ARRAY(SELECT "), "))"),
        };
        if let Some(listed) = listed {
            self.foreign_key.walk_ast(out.reborrow())?;
            out.push_sql(listed);
            self.key.walk_ast(out.reborrow())?;
        } else {
            out.push_sql("EXISTS (SELECT 1");
        }
        out.push_sql(" FROM ");
        self.table.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        if listed.is_none() {
            self.key.walk_ast(out.reborrow())?;
            out.push_sql(" = ");
            self.foreign_key.walk_ast(out.reborrow())?;
            out.push_sql(" AND ");
        }
        self.condition.walk_ast(out.reborrow())?;
        out.push_sql(end);
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
            listing: asker.listing(),
            foreign_key: Fk::default(),
            table: Parent::default(),
            key: Parent::PrimaryKey::default(),
            condition: Parent::Policy::condition(access, asker)?,
        })
    }
}
