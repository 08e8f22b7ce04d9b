//! Users.

use db::{AnyConnection, Time};
use diesel::{
    ExpressionMethods, Insertable, OptionalExtension, QueryDsl, QueryResult, Queryable,
    RunQueryDsl, Selectable, SelectableHelper,
};
use serde::Serialize;

use super::schema::user;

/// A user, as Better Auth's API shows them.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = user)]
#[serde(rename_all = "camelCase")]
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) email_verified: bool,
    pub(crate) image: Option<String>,
    pub(crate) created_at: Time,
    pub(crate) updated_at: Time,
    pub(crate) id: String,
}

pub(crate) fn insert(connection: &mut AnyConnection, new: &User) -> QueryResult<()> {
    diesel::insert_into(user::table).values(new).execute(connection).map(drop)
}

/// The user of an address, which is stored in lower case.
pub(crate) fn by_email(connection: &mut AnyConnection, email: &str) -> QueryResult<Option<User>> {
    user::table
        .filter(user::email.eq(email))
        .select(User::as_select())
        .get_result(connection)
        .optional()
}
