//! What may be said about a table through a scope.

use std::marker::PhantomData;

use diesel::{
    AppearsOnTable, Expression, Selectable, SelectableExpression, Table,
    deserialize::FromSqlRow,
    dsl::SqlTypeOf,
    expression::NonAggregate,
    query_builder::QueryFragment,
    query_source::{AppearsInFromClause, Once},
    sql_types::BoolOrNullableBool,
};

use crate::MultiBackend;

/// Stands for a `FROM` of `T` and nothing else: a column of another table does not appear in it,
/// nor does a subquery, be it of `T`.
pub struct Only<T>(PhantomData<T>);

impl<T: Table> AppearsInFromClause<T> for Only<T> {
    type Count = Once;
}

/// A condition on one row of `T`: it speaks of `T`'s columns and of values, and of nothing else.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition on one row of `{T}`",
    note = "a condition compares columns of that one table with values: no other table, no subquery, no SQL text"
)]
pub trait Condition<T>:
    AppearsOnTable<Only<T>>
    + QueryFragment<MultiBackend>
    + Expression<SqlType: BoolOrNullableBool>
    + NonAggregate
{
}

#[diagnostic::do_not_recommend]
impl<T, E> Condition<T> for E where
    E: AppearsOnTable<Only<T>>
        + QueryFragment<MultiBackend>
        + Expression<SqlType: BoolOrNullableBool>
        + NonAggregate
{
}

/// Columns of `T`.
pub trait Columns<T>:
    AppearsOnTable<Only<T>> + SelectableExpression<T> + QueryFragment<MultiBackend> + 'static
{
}

#[diagnostic::do_not_recommend]
impl<T, E> Columns<T> for E where
    E: AppearsOnTable<Only<T>> + SelectableExpression<T> + QueryFragment<MultiBackend> + 'static
{
}

/// A struct that a row of `T` can be read into.
#[diagnostic::on_unimplemented(
    message = "a row of `{T}` cannot be read into `{Self}`",
    note = "derive `Queryable` and `Selectable` with `#[diesel(table_name = …)]` of that very table; its owner column cannot be read"
)]
pub trait Row<T>:
    Selectable<MultiBackend, SelectExpression: Columns<T>>
    + FromSqlRow<SqlTypeOf<Self::SelectExpression>, MultiBackend>
{
}

#[diagnostic::do_not_recommend]
impl<T, R> Row<T> for R where
    R: Selectable<MultiBackend, SelectExpression: Columns<T>>
        + FromSqlRow<SqlTypeOf<R::SelectExpression>, MultiBackend>
{
}
