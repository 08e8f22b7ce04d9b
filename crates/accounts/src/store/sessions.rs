//! Sessions.

use db::{AnyConnection, Time};
use diesel::{
    ExpressionMethods, Insertable, OptionalExtension, QueryDsl, QueryResult, Queryable,
    RunQueryDsl, Selectable, SelectableHelper,
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

/// Ends a session. There may be none.
pub(crate) fn delete(connection: &mut AnyConnection, token: &str) -> QueryResult<()> {
    diesel::delete(session::table.filter(session::token.eq(token))).execute(connection).map(drop)
}

/// Deletes all of a user's.
pub(crate) fn delete_all(connection: &mut AnyConnection, user_id: &str) -> QueryResult<()> {
    let theirs = session::table.filter(session::user_id.eq(user_id));
    diesel::delete(theirs).execute(connection).map(drop)
}

/// Ends the session of a token if it is the user's, and says whether it was.
pub(crate) fn delete_own(
    connection: &mut AnyConnection,
    user_id: &str,
    token: &str,
) -> QueryResult<bool> {
    let own = session::table.filter(session::token.eq(token)).filter(session::user_id.eq(user_id));
    diesel::delete(own).execute(connection).map(|ended| ended > 0)
}

/// Ends all of a user's sessions but the one of that token.
pub(crate) fn delete_others(
    connection: &mut AnyConnection,
    user_id: &str,
    kept: &str,
) -> QueryResult<()> {
    let others =
        session::table.filter(session::user_id.eq(user_id)).filter(session::token.ne(kept));
    diesel::delete(others).execute(connection).map(drop)
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
