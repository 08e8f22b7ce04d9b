//! The keys that tokens are signed with.

use chrono::{DateTime, Utc};
use db::{AnyConnection, Time};
use diesel::{
    ExpressionMethods, Insertable, QueryDsl, QueryResult, Queryable, RunQueryDsl, Selectable,
    SelectableHelper, sql_query,
};

use super::schema::jwks;

/// A key pair. `id` is the `kid`; the private half is sealed.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = jwks)]
pub(crate) struct StoredKey {
    pub(crate) id: String,
    pub(crate) public_key: String,
    pub(crate) private_key: String,
    pub(crate) created_at: Time,
    pub(crate) expires_at: Option<Time>,
    pub(crate) alg: Option<String>,
    pub(crate) crv: Option<String>,
}

/// All keys, newest first.
pub(crate) fn all(connection: &mut AnyConnection) -> QueryResult<Vec<StoredKey>> {
    jwks::table
        .order((jwks::created_at.desc(), jwks::id.desc()))
        .select(StoredKey::as_select())
        .load(connection)
}

pub(crate) fn insert(connection: &mut AnyConnection, new: &StoredKey) -> QueryResult<()> {
    diesel::insert_into(jwks::table).values(new).execute(connection).map(drop)
}

/// Says when a key signs no more.
pub(crate) fn end(connection: &mut AnyConnection, id: &str, at: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(jwks::table.filter(jwks::id.eq(id)))
        .set(jwks::expires_at.eq(Some(Time::from(at))))
        .execute(connection)
        .map(drop)
}

/// Forgets a key; whether there was one.
pub(crate) fn delete(connection: &mut AnyConnection, id: &str) -> QueryResult<bool> {
    diesel::delete(jwks::table.filter(jwks::id.eq(id))).execute(connection).map(|rows| rows > 0)
}

/// Makes every other server that wants to make a key wait until this transaction ends. SQLite has
/// one writer at a time anyway.
pub(crate) fn lock(connection: &mut AnyConnection) -> QueryResult<()> {
    match connection {
        AnyConnection::Sqlite(_) => Ok(()),
        AnyConnection::Postgres(connection) => {
            // "ownlykey" in ASCII: one number for all who lock.
            sql_query("SELECT pg_advisory_xact_lock(8032009872611173753)").execute(connection)?;
            Ok(())
        }
    }
}
