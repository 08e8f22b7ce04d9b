//! Sessions.

use db::{AnyConnection, Time};
use diesel::{
    ExpressionMethods, Insertable, OptionalExtension, QueryDsl, QueryResult, Queryable,
    QueryableByName, RunQueryDsl, Selectable, SelectableHelper, sql_query, sql_types::Text,
};
use serde::{Deserialize, Serialize};

use super::{
    schema::{session, user},
    users::User,
};

/// A session, as Better Auth's API shows it. Its token is a secret, so it has no `Debug`.
#[derive(Clone, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = session)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Session {
    pub(crate) expires_at: Time,
    pub(crate) token: String,
    pub(crate) created_at: Time,
    pub(crate) updated_at: Time,
    pub(crate) ip_address: Option<String>,
    pub(crate) user_agent: Option<String>,
    pub(crate) user_id: String,
    pub(crate) id: String,
}

pub(crate) fn insert(connection: &mut AnyConnection, new: &Session) -> QueryResult<()> {
    diesel::insert_into(session::table).values(new).execute(connection).map(drop)
}

/// The session of a token and its user. A session whose user is gone is none.
pub(crate) fn by_token(
    connection: &mut AnyConnection,
    token: &str,
) -> QueryResult<Option<(Session, User)>> {
    session::table
        .inner_join(user::table)
        .filter(session::token.eq(token))
        .select((Session::as_select(), User::as_select()))
        .get_result(connection)
        .optional()
}

/// Lets a session go on until `expires_at`; `false` when it ended in the meantime.
pub(crate) fn extend(
    connection: &mut AnyConnection,
    token: &str,
    expires_at: Time,
    now: Time,
) -> QueryResult<bool> {
    let rows = diesel::update(session::table.filter(session::token.eq(token)))
        .set((session::expires_at.eq(expires_at), session::updated_at.eq(now)))
        .execute(connection)?;
    Ok(rows > 0)
}

/// A session that was deleted just now.
#[derive(Debug, QueryableByName)]
pub(crate) struct Ended {
    #[diesel(sql_type = Text)]
    pub(crate) id: String,
    #[diesel(sql_type = Text)]
    pub(crate) user_id: String,
}

/// Deletes the sessions that meet a condition on its values, and says which they were: in one
/// statement, so that none that comes in between goes unnoticed.
macro_rules! ended {
    ($connection:expr, $condition:literal, $($value:expr),+) => {{
        let returning = r#" RETURNING "id", "userId" AS user_id"#;
        let delete = [concat!(r#"DELETE FROM "session" WHERE "#, $condition), returning].concat();
        let delete = sql_query(delete)$(.bind::<Text, _>($value))+;
        match $connection {
            AnyConnection::Sqlite(connection) => delete.load::<Ended>(connection),
            AnyConnection::Postgres(connection) => delete.load::<Ended>(connection),
        }
    }};
}

/// Ends a session. There may be none.
pub(crate) fn delete(connection: &mut AnyConnection, token: &str) -> QueryResult<Vec<Ended>> {
    ended!(connection, r#""token" = $1"#, token)
}

/// Deletes all of a user's.
pub(crate) fn delete_all(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<Ended>> {
    ended!(connection, r#""userId" = $1"#, user)
}

/// Ends the session of a token if it is the user's, and says whether it was.
pub(crate) fn delete_own(
    connection: &mut AnyConnection,
    user: &str,
    token: &str,
) -> QueryResult<Vec<Ended>> {
    ended!(connection, r#""userId" = $1 AND "token" = $2"#, user, token)
}

/// Ends all of a user's sessions but the one of that token.
pub(crate) fn delete_others(
    connection: &mut AnyConnection,
    user: &str,
    kept: &str,
) -> QueryResult<Vec<Ended>> {
    ended!(connection, r#""userId" = $1 AND "token" <> $2"#, user, kept)
}

/// A user's sessions that are not over, oldest first.
pub(crate) fn of_user(
    connection: &mut AnyConnection,
    user_id: &str,
    now: Time,
) -> QueryResult<Vec<Session>> {
    session::table
        .filter(session::user_id.eq(user_id))
        .filter(session::expires_at.gt(now))
        .order((session::created_at, session::id))
        .select(Session::as_select())
        .load(connection)
}
