use std::marker::PhantomData;

use diesel::{Column, sql_types::Text};

use super::{Access, Asker, Outline, Policy, Word, owned_by::Is};
use crate::owner::Me;

/// A row is about the user that column `C` names, such as a membership: they may see it and take
/// it away, but not change what it says, nor add one.
pub struct Names<C>(PhantomData<C>);

#[diagnostic::do_not_recommend]
impl<T, C> Policy<T> for Names<C>
where
    C: Column<Table = T> + Word,
    C::SqlType: NamesUser,
{
    type Stamped<New> = (New,);
    type Condition = Is<C>;

    fn stamp<New>(new: New, _: Me) -> (New,) {
        (new,)
    }

    fn outline() -> Outline {
        Outline::default()
    }

    fn condition(access: Access, asker: &Asker) -> Option<Is<C>> {
        match access {
            Access::See | Access::Own => Some(Is::new(asker)),
            Access::Edit => None,
        }
    }
}

/// The SQL types of a column that names a user: text, or text or null.
pub trait NamesUser {}
impl NamesUser for Text {}
impl NamesUser for diesel::sql_types::Nullable<Text> {}
