use diesel::{
    QueryResult,
    backend::Backend,
    query_builder::{AstPass, QueryFragment},
    serialize::ToSql,
    sql_types::{HasSqlType, Text},
};

use crate::{MultiBackend, UserId};

/// Who is asking, as SQL says it: a bound value in a statement, PostgreSQL's setting in a policy
/// of row-level security. And of how many rows, which decides how a condition is best written.
#[derive(Debug, Clone)]
pub struct Asker {
    kind: Kind,
    few: bool,
    listing: Listing,
}

/// How a policy names what it lets through in another table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listing {
    /// Not at all: of one row, or a few, each is looked up.
    None,
    /// As a query. SQLite finds rows by it, by an index.
    Query,
    /// As an array that is made once. To PostgreSQL a query beside an `OR` is nothing to find rows
    /// by: it would read all of the table.
    Array,
}

#[derive(Debug, Clone)]
enum Kind {
    User(UserId),
    Setting,
}

impl Asker {
    pub(crate) fn user(user: &UserId) -> Self {
        Self { kind: Kind::User(user.clone()), few: false, listing: Listing::Query }
    }

    /// The same, in the words of that database.
    pub(crate) fn on(mut self, backend: &MultiBackend) -> Self {
        self.listing = match backend {
            MultiBackend::Postgres(_) => Listing::Array,
            MultiBackend::Sqlite(_) => Listing::Query,
        };
        self
    }

    /// In a policy of row-level security, which is judged row by row.
    pub(crate) fn setting() -> Self {
        Self { kind: Kind::Setting, few: true, listing: Listing::Query }
    }

    /// The same, asking of one row or a few.
    pub(crate) fn of_few(mut self) -> Self {
        self.few = true;
        self
    }

    /// How to name what is let through in another table.
    pub(crate) fn listing(&self) -> Listing {
        if self.few { Listing::None } else { self.listing }
    }

    /// The same in the very table that is asked of, where it cannot be looked up.
    pub(crate) fn listing_in_itself(&self) -> Listing {
        self.listing
    }
}

impl<DB> QueryFragment<DB> for Asker
where
    DB: Backend + HasSqlType<Text>,
    str: ToSql<Text, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        match &self.kind {
            Kind::User(user) => out.push_bind_param::<Text, str>(user.as_str()),
            Kind::Setting => {
                // Unset it is null, and nothing equals null.
                out.push_sql("current_setting('app.user_id', true)");
                Ok(())
            }
        }
    }
}
