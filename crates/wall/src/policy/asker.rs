use diesel::{
    QueryResult,
    backend::Backend,
    query_builder::{AstPass, QueryFragment},
    serialize::ToSql,
    sql_types::{HasSqlType, Text},
};

use crate::UserId;

/// Who is asking, as SQL says it: a bound value in a statement, PostgreSQL's setting in a policy
/// of row-level security. And of how many rows, which decides how a condition is best written.
#[derive(Debug, Clone)]
pub struct Asker {
    kind: Kind,
    rows: Few,
}

/// Of how many rows is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Few {
    /// Of one or a few: each is looked up.
    Yes,
    /// Of many, or of all there are: what the policy lets through is listed, which finds rows by
    /// an index.
    No,
}

#[derive(Debug, Clone)]
enum Kind {
    User(UserId),
    Setting,
}

impl Asker {
    pub(crate) fn user(user: &UserId) -> Self {
        Self { kind: Kind::User(user.clone()), rows: Few::No }
    }

    /// In a policy of row-level security, which is judged row by row.
    pub(crate) fn setting() -> Self {
        Self { kind: Kind::Setting, rows: Few::Yes }
    }

    /// The same, asking of one row or a few.
    pub(crate) fn of_few(mut self) -> Self {
        self.rows = Few::Yes;
        self
    }

    pub(crate) fn asks_of_few(&self) -> bool {
        self.rows == Few::Yes
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
