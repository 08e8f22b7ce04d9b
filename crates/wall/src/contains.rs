//! Text that is somewhere in a column.

use diesel::{
    AppearsOnTable, Expression, QueryResult, SelectableExpression,
    expression::ValidGrouping,
    pg::Pg,
    query_builder::{AstPass, QueryFragment},
    sql_types::{Bool, Nullable, SqlType, Text},
    sqlite::Sqlite,
};

use crate::MultiBackend;

/// The condition that `text` is somewhere in `column`, whatever the case of either's letters. No
/// character of `text` has a meaning of its own.
pub fn contains<C>(column: C, text: &str) -> Contains<C>
where
    C: Expression<SqlType: Textual>,
{
    Contains { column, text: text.to_lowercase() }
}

/// See [`contains`].
#[derive(Debug, Clone, ValidGrouping)]
pub struct Contains<C> {
    column: C,
    text: String,
}

/// `Text`, or `Nullable<Text>`, of which a null contains nothing.
pub trait Textual: SqlType {}
impl Textual for Text {}
impl Textual for Nullable<Text> {}

impl<C: Expression> Expression for Contains<C> {
    type SqlType = Nullable<Bool>;
}

impl<C, QS> AppearsOnTable<QS> for Contains<C>
where
    C: AppearsOnTable<QS>,
    Self: Expression,
{
}

impl<C, QS> SelectableExpression<QS> for Contains<C>
where
    C: SelectableExpression<QS>,
    Self: AppearsOnTable<QS>,
{
}

impl<C: QueryFragment<Pg> + QueryFragment<Sqlite>> QueryFragment<MultiBackend> for Contains<C> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        MultiBackend::walk_variant_ast(self, out)
    }
}

impl<C: QueryFragment<Pg>> QueryFragment<Pg> for Contains<C> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("(strpos(lower(");
        self.column.walk_ast(out.reborrow())?;
        out.push_sql("), lower(");
        out.push_bind_param::<Text, String>(&self.text)?;
        out.push_sql(")) > 0)");
        Ok(())
    }
}

impl<C: QueryFragment<Sqlite>> QueryFragment<Sqlite> for Contains<C> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        out.push_sql("(instr(fold(");
        self.column.walk_ast(out.reborrow())?;
        out.push_sql("), ");
        out.push_bind_param::<Text, String>(&self.text)?;
        out.push_sql(") > 0)");
        Ok(())
    }
}
