//! What mailed links refer to.

use db::{AnyConnection, Time};
use diesel::{
    ExpressionMethods, Insertable, QueryDsl, QueryResult, Queryable, RunQueryDsl, Selectable,
    SelectableHelper,
};

use super::schema::verification;

/// A token that was given out, and to whom. It has no `Debug`: its identifier is a secret.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = verification)]
pub(crate) struct Verification {
    pub(crate) id: String,
    pub(crate) identifier: String,
    pub(crate) value: String,
    pub(crate) expires_at: Time,
    pub(crate) created_at: Time,
    pub(crate) updated_at: Time,
}

pub(crate) fn insert(connection: &mut AnyConnection, new: &Verification) -> QueryResult<()> {
    diesel::insert_into(verification::table).values(new).execute(connection).map(drop)
}

/// The newest that has one of the identifiers, expired or not.
pub(crate) fn newest(
    connection: &mut AnyConnection,
    identifiers: &[String],
) -> QueryResult<Option<Verification>> {
    let all = verification::table
        .filter(verification::identifier.eq_any(identifiers))
        .order((verification::created_at.desc(), verification::id.desc()))
        .select(Verification::as_select())
        .load(connection)?;
    Ok(all.into_iter().next())
}

/// The same, and deletes it with all older ones. Of two calls at once one finds nothing: whoever
/// deletes has it.
pub(crate) fn consume(
    connection: &mut AnyConnection,
    identifiers: &[String],
) -> QueryResult<Option<Verification>> {
    let found = newest(connection, identifiers)?;
    let same = verification::table.filter(verification::identifier.eq_any(identifiers));
    let deleted = diesel::delete(same).execute(connection)?;
    Ok(found.filter(|_| deleted > 0))
}

/// Deletes all that were given to a user.
pub(crate) fn delete_of_user(connection: &mut AnyConnection, user_id: &str) -> QueryResult<()> {
    let theirs = verification::table.filter(verification::value.eq(user_id));
    diesel::delete(theirs).execute(connection).map(drop)
}

/// Deletes all that are over.
pub(crate) fn delete_expired(connection: &mut AnyConnection, now: Time) -> QueryResult<usize> {
    diesel::delete(verification::table.filter(verification::expires_at.lt(now))).execute(connection)
}
