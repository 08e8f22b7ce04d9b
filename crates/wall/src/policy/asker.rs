use diesel::{
    QueryResult,
    backend::Backend,
    query_builder::{AstPass, QueryFragment},
    serialize::ToSql,
    sql_types::{HasSqlType, Text},
};

use crate::UserId;

/// Who is asking, as SQL says it: a bound value in a statement, PostgreSQL's setting in a policy
/// of row-level security.
#[derive(Debug, Clone)]
pub struct Asker(Kind);

#[derive(Debug, Clone)]
enum Kind {
    User(UserId),
    Setting,
}

impl Asker {
    pub(crate) fn user(user: &UserId) -> Self {
        Self(Kind::User(user.clone()))
    }

    pub(crate) fn setting() -> Self {
        Self(Kind::Setting)
    }
}

impl<DB> QueryFragment<DB> for Asker
where
    DB: Backend + HasSqlType<Text>,
    str: ToSql<Text, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        match &self.0 {
            Kind::User(user) => out.push_bind_param::<Text, str>(user.as_str()),
            Kind::Setting => {
                // Unset it is null, and nothing equals null.
                out.push_sql("current_setting('app.user_id', true)");
                Ok(())
            }
        }
    }
}
