use std::{any::TypeId, marker::PhantomData};

use diesel::{
    Column, QueryResult, Table,
    backend::Backend,
    query_builder::{AstPass, QueryFragment},
    sql_types::Bool,
};

use super::{
    Access, Asker, Outline, Policy, Scoped, Word, names::NamesUser, owned_by::Is, through::Among,
};
use crate::owner::Me;

/// A row is open to those whom a table of members lists. There `Fk` names the row, `User` the
/// member, and `Edits` says whether the member may edit it or only see it. A member never owns it.
///
/// The table of members has a policy of its own, which says who may list whom. Where that is its
/// owner, a foreign key has to hold its owner and `Fk` to the owner and the key of the row that `Fk`
/// names, or everyone could list themselves: [`prepare`](crate::prepare) refuses tables without.
pub struct MemberOf<Fk, User, Edits>(PhantomData<(Fk, User, Edits)>);

/// A member that is whoever is asking and, where it matters, may edit.
pub struct Member<User, Edits> {
    user: Is<User>,
    edits: Option<Edits>,
}

impl<DB, User, Edits> QueryFragment<DB> for Member<User, Edits>
where
    DB: Backend,
    Is<User>: QueryFragment<DB>,
    Edits: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.user.walk_ast(out.reborrow())?;
        if let Some(edits) = &self.edits {
            out.push_sql(" AND ");
            edits.walk_ast(out)?;
        }
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl<T, Fk, User, Edits> Policy<T> for MemberOf<Fk, User, Edits>
where
    T: Table<PrimaryKey: Word + Column<SqlType = Fk::SqlType>> + 'static,
    Fk: Column<Table: Scoped + Send> + Word,
    User: Column<Table = Fk::Table, SqlType: NamesUser> + Word,
    Edits: Column<Table = Fk::Table, SqlType = Bool> + Word,
{
    type Stamped<New> = (New,);
    type Condition = Among<T::PrimaryKey, Fk::Table, Fk, Member<User, Edits>>;

    fn stamp<New>(new: New, _: Me) -> (New,) {
        (new,)
    }

    fn outline() -> Outline {
        let lets_in = [Fk::NAME, T::PrimaryKey::NAME];
        Outline::leaning(TypeId::of::<Fk::Table>(), Fk::Table::NOUN, Some(lets_in))
    }

    fn condition(access: Access, asker: &Asker) -> Option<Self::Condition> {
        let edits = match access {
            Access::See => None,
            Access::Edit => Some(Edits::default()),
            Access::Own => return None,
        };
        Some(Among {
            // Looked up in the very table, a row would be compared with itself.
            listing: match TypeId::of::<T>() == TypeId::of::<Fk::Table>() {
                true => asker.listing_in_itself(),
                false => asker.listing(),
            },
            foreign_key: T::PrimaryKey::default(),
            table: Fk::Table::default(),
            key: Fk::default(),
            condition: Member { user: Is::new(asker), edits },
        })
    }
}
