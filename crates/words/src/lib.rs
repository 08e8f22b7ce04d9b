//! The part of Diesel that describes data, and none that reaches it.
//!
//! The application depends on this crate under the name `diesel` and on no other Diesel. It has
//! the nouns (tables, columns, rows, values to insert and to change) and the words that compare
//! them. It has no connection, no `QueryDsl` to build a query or a subquery with, no `sql` to
//! write one in: those are the wall's.

pub use real::{
    AsChangeset, BoolExpressionMethods, ExpressionMethods, Insertable, NullableExpressionMethods,
    Queryable, Selectable, TextExpressionMethods, table,
};

// The rest is what the macros above write into the modules that use them.

#[doc(hidden)]
pub use real::{
    AppearsOnTable, EqAll, Expression, JoinTo, QuerySource, SelectableExpression, Table,
    associations, backend, deserialize, expression, expression_methods, insertable, internal,
    query_builder, query_source, result, row, serialize, sql_types,
};

#[doc(hidden)]
pub mod dsl {
    pub use real::dsl::{Eq, SqlTypeOf};
}
