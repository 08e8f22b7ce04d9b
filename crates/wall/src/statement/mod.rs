//! SQL, part by part.

mod given;
mod prepared;

use std::rc::Rc;

use diesel::{
    QueryResult,
    connection::LoadConnection,
    deserialize,
    query_builder::{AstPass, QueryFragment},
    result::Error::DeserializationError,
};

use db_crate::{AnyConnection, MultiBackend, MultiRow};

use crate::{Access, Asker, Policy, Scoped, second_wall::Declared};

pub(crate) use given::Given;
use prepared::Prepared;

/// Stands on either side of what an application gave until the text is looked at: no name and no
/// word has it.
const MARK: &str = "\u{1}";

/// A statement, or a piece of one. Its text is written in this crate; what comes from outside
/// comes as Diesel's expressions, and leaves as columns, comparisons and bound values or not at all.
#[derive(Clone, Default)]
pub struct Statement<'q>(Vec<Piece<'q>>);

#[derive(Clone)]
enum Piece<'q> {
    Text(&'static str),
    /// A part of this crate's.
    Part(Rc<dyn QueryFragment<MultiBackend> + 'q>),
    /// A part of an application's.
    Given(Rc<dyn QueryFragment<MultiBackend> + 'q>, Given),
}

impl<'q> Statement<'q> {
    pub(crate) fn new(text: &'static str) -> Self {
        Self::default().sql(text)
    }

    pub(crate) fn sql(mut self, text: &'static str) -> Self {
        self.0.push(Piece::Text(text));
        self
    }

    pub(crate) fn part(mut self, part: impl QueryFragment<MultiBackend> + 'q) -> Self {
        self.0.push(Piece::Part(Rc::new(part)));
        self
    }

    /// A part that an application made, whose text is looked at before it is run.
    pub(crate) fn given(
        mut self,
        given: Given,
        part: impl QueryFragment<MultiBackend> + 'q,
    ) -> Self {
        self.0.push(Piece::Given(Rc::new(part), given));
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

    /// Whether `asker` has that access, as a value: true or false, and never null.
    pub(crate) fn holds<T: Scoped>(self, access: Access, asker: &Asker) -> Self {
        self.rule::<T>(access, asker).sql(" IS TRUE")
    }

    /// Runs it on `table` and reads its first `most` rows.
    ///
    /// On SQLite that many are stepped to and no more: a bound `LIMIT` would make it compile the
    /// statement anew each time, and one in the text would make as many statements as there are
    /// limits. A caller that expects PostgreSQL to have more adds a `LIMIT` for it.
    pub(crate) fn load<R>(
        self,
        connection: &mut AnyConnection,
        table: &Declared,
        most: usize,
        read: impl Fn(&MultiRow<'_, '_>) -> deserialize::Result<R>,
    ) -> QueryResult<Vec<R>> {
        let prepared = Prepared::new(self, &connection.backend(), table)?;
        let rows = connection.load(prepared)?.take(most);
        rows.map(|row| read(&row?).map_err(DeserializationError)).collect()
    }
}

impl QueryFragment<MultiBackend> for Statement<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_sql(text),
                Piece::Part(part) => part.walk_ast(out.reborrow())?,
                Piece::Given(part, _) => {
                    out.push_sql(MARK);
                    part.walk_ast(out.reborrow())?;
                    out.push_sql(MARK);
                }
            }
        }
        Ok(())
    }
}
