//! A statement with its text.

use db_crate::MultiBackend;
use diesel::{
    QueryResult,
    backend::Backend,
    query_builder::{AstPass, Query, QueryBuilder as _, QueryFragment, QueryId},
    result::Error::QueryBuilderError,
    sql_types::Untyped,
};

use super::{
    MARK, Piece, Statement,
    given::{Given, check},
};
use crate::second_wall::Declared;

type Builder = <MultiBackend as Backend>::QueryBuilder;

/// A statement and its text, written once: Diesel asks for the text whenever it passes, which is
/// several times a run.
pub(super) struct Prepared<'q> {
    statement: Statement<'q>,
    text: String,
    /// Whether the database may keep what it made of the text.
    keeps: bool,
}

impl<'q> Prepared<'q> {
    /// # Errors
    /// When an application's part is not what it was given for; see [`check`].
    pub(super) fn new(
        statement: Statement<'q>,
        backend: &MultiBackend,
        table: &Declared,
    ) -> QueryResult<Self> {
        let (mut builder, quote) = match backend {
            MultiBackend::Postgres(_) => (Builder::Postgres(Default::default()), b'"'),
            MultiBackend::Sqlite(_) => (Builder::Sqlite(Default::default()), b'`'),
        };
        statement.to_sql(&mut builder, backend)?;
        let marked = builder.finish();
        let mut given = statement.0.iter().filter_map(|piece| match piece {
            Piece::Given(_, given) => Some(*given),
            Piece::Text(_) | Piece::Part(_) => None,
        });
        let mut text = String::with_capacity(marked.len());
        // Ours, theirs, ours and so on. A mark of their own would make them more.
        for (at, part) in marked.split(MARK).enumerate() {
            if at % 2 == 1 {
                let given = given.next().ok_or_else(too_many)?;
                check(part, given, quote, closed(given, table))
                    .map_err(|refused| QueryBuilderError(refused.into()))?;
            }
            text.push_str(part);
        }
        let keeps = statement.is_safe_to_cache_prepared(backend)?;
        Ok(Self { statement, text, keeps })
    }
}

fn too_many() -> diesel::result::Error {
    QueryBuilderError("an application's part has a mark in it".into())
}

/// The columns that such a part may not name: nobody compares or assigns an owner or an author, and
/// nobody reads an owner.
fn closed(given: Given, table: &Declared) -> &[&'static str] {
    match given {
        Given::Selection => &table.outline.owners,
        Given::Condition | Given::Changes => &table.stamped,
        // The stamp is among them.
        Given::Values => &[],
    }
}

impl QueryFragment<MultiBackend> for Prepared<'_> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.statement.walk_ast(out)
    }

    fn to_sql(&self, out: &mut Builder, _: &MultiBackend) -> QueryResult<()> {
        out.push_sql(&self.text);
        Ok(())
    }

    fn is_safe_to_cache_prepared(&self, _: &MultiBackend) -> QueryResult<bool> {
        Ok(self.keeps)
    }
}

impl Query for Prepared<'_> {
    type SqlType = Untyped;
}

impl QueryId for Prepared<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
