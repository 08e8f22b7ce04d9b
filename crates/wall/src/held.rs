//! Rows, and with them what the asker may do with each.

use diesel::{deserialize, deserialize::FromSqlRow, row::Row as SqlRow, sql_types::Bool};

use crate::{
    Access, Asker, MultiBackend, Row, Scoped,
    statement::{Given, Statement},
};

/// A row and the most that the asker may do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<R> {
    /// The most that the asker may do with it.
    pub access: Access,
    /// The row.
    pub row: R,
}

/// What a row of `T` can be read as: a [`Row`], or a [`Held`] one.
#[diagnostic::on_unimplemented(
    message = "a row of `{T}` cannot be read into `{Self}`",
    note = "derive `Queryable` and `Selectable` with `#[diesel(table_name = …)]` of that very table; its owner column cannot be read"
)]
pub trait Reading<T: Scoped>: Sized {
    #[doc(hidden)]
    fn selection<'q>(asker: &Asker) -> Statement<'q>;

    #[doc(hidden)]
    fn read<'a>(row: &impl SqlRow<'a, MultiBackend>) -> deserialize::Result<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Scoped, R: Row<T>> Reading<T> for R {
    fn selection<'q>(_: &Asker) -> Statement<'q> {
        Statement::default().given(Given::Selection, R::construct_selection())
    }

    fn read<'a>(row: &impl SqlRow<'a, MultiBackend>) -> deserialize::Result<Self> {
        R::build_from_row(row)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scoped, R: Row<T>> Reading<T> for Held<R> {
    fn selection<'q>(asker: &Asker) -> Statement<'q> {
        Statement::default()
            .holds::<T>(Access::Own, asker)
            .sql(", ")
            .holds::<T>(Access::Edit, asker)
            .sql(", ")
            .given(Given::Selection, R::construct_selection())
    }

    fn read<'a>(row: &impl SqlRow<'a, MultiBackend>) -> deserialize::Result<Self> {
        let holds =
            |at: usize| <bool as FromSqlRow<Bool, _>>::build_from_row(&row.partial_row(at..at + 1));
        let access = match (holds(0)?, holds(1)?) {
            (true, _) => Access::Own,
            (false, true) => Access::Edit,
            (false, false) => Access::See,
        };
        let row = R::build_from_row(&row.partial_row(2..row.field_count()))?;
        Ok(Self { access, row })
    }
}
