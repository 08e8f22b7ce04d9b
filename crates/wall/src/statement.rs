//! SQL, part by part.

use std::rc::Rc;

use diesel::{
    QueryResult,
    connection::LoadConnection,
    deserialize,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    result::Error::DeserializationError,
    sql_types::Untyped,
};

use db_crate::{AnyConnection, MultiBackend, MultiRow};

use crate::{Access, Asker, Policy, Scoped};

/// A statement, or a piece of one. Its text is written in this crate; what comes from outside
/// comes as Diesel's expressions and leaves as bound values.
#[derive(Clone, Default)]
pub struct Statement<'q>(Vec<Rc<dyn QueryFragment<MultiBackend> + 'q>>);

impl<'q> Statement<'q> {
    pub(crate) fn new(text: &'static str) -> Self {
        Self::default().sql(text)
    }

    pub(crate) fn sql(self, text: &'static str) -> Self {
        self.part(Text(text))
    }

    pub(crate) fn part(mut self, part: impl QueryFragment<MultiBackend> + 'q) -> Self {
        self.0.push(Rc::new(part));
        self
    }

    pub(crate) fn append(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The condition under which `asker` has `access` to a row of `T`.
    pub(crate) fn rule<T: Scoped>(self, access: Access, asker: &Asker) -> Self {
        match T::Policy::condition(access, asker) {
            Some(condition) => self.sql("(").part(condition).sql(")"),
            None => self.sql("FALSE"),
        }
    }

    /// Runs it and reads its first `most` rows.
    ///
    /// On SQLite that many are stepped to and no more: a bound `LIMIT` would make it compile the
    /// statement anew each time, and one in the text would make as many statements as there are
    /// limits. A caller that expects PostgreSQL to have more adds a `LIMIT` for it.
    pub(crate) fn load<R>(
        self,
        connection: &mut AnyConnection,
        most: usize,
        read: impl Fn(&MultiRow<'_, '_>) -> deserialize::Result<R>,
    ) -> QueryResult<Vec<R>> {
        let rows = connection.load(self)?.take(most);
        rows.map(|row| read(&row?).map_err(DeserializationError)).collect()
    }
}

impl QueryFragment<MultiBackend> for Statement<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.0.iter().try_for_each(|part| part.walk_ast(out.reborrow()))
    }
}

impl Query for Statement<'_> {
    type SqlType = Untyped;
}

impl QueryId for Statement<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

struct Text(&'static str);

impl QueryFragment<MultiBackend> for Text {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql(self.0);
        Ok(())
    }
}
