use diesel::{
    QueryResult,
    pg::Pg,
    query_builder::{AstPass, QueryFragment},
    sqlite::Sqlite,
};

use crate::MultiBackend;

/// By code points, whatever PostgreSQL's database is made with.
pub struct Collation;

impl QueryFragment<MultiBackend> for Collation {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        MultiBackend::walk_variant_ast(self, out)
    }
}

impl QueryFragment<Pg> for Collation {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(r#" COLLATE "C""#);
        Ok(())
    }
}

impl QueryFragment<Sqlite> for Collation {
    fn walk_ast<'b>(&'b self, _: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        Ok(())
    }
}
