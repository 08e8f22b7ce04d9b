//! Users.

use db::{AnyConnection, Time};
use diesel::{
    AsChangeset, BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl,
    QueryResult, Queryable, RunQueryDsl, Selectable, SelectableHelper, sql_query, sql_types::Text,
};
use serde::{Deserialize, Serialize};

use super::schema::user;

/// A user, as Better Auth's API shows them.
#[derive(
    Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize,
)]
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

pub(crate) fn by_id(connection: &mut AnyConnection, id: &str) -> QueryResult<Option<User>> {
    user::table.find(id).select(User::as_select()).get_result(connection).optional()
}

/// Marks the address of a user as verified, if it still is theirs.
pub(crate) fn verify_email(
    connection: &mut AnyConnection,
    id: &str,
    email: &str,
    now: Time,
) -> QueryResult<bool> {
    let same = user::table.filter(user::id.eq(id)).filter(user::email.eq(email));
    let rows = diesel::update(same)
        .set((user::email_verified.eq(true), user::updated_at.eq(now)))
        .execute(connection)?;
    Ok(rows > 0)
}

/// Another address for a user whose address still is `email`. It is as verified as the old one
/// was, unless `verified` says otherwise.
pub(crate) fn change_email(
    connection: &mut AnyConnection,
    (id, email): (&str, &str),
    (new_email, verified): (&str, Option<bool>),
    now: Time,
) -> QueryResult<bool> {
    let same = user::table.filter(user::id.eq(id)).filter(user::email.eq(email));
    let verified = verified.map(|verified| user::email_verified.eq(verified));
    let rows = diesel::update(same)
        .set((user::email.eq(new_email), verified, user::updated_at.eq(now)))
        .execute(connection)?;
    Ok(rows > 0)
}

/// Deletes a user, whose sessions and accounts are gone.
pub(crate) fn delete(connection: &mut AnyConnection, id: &str) -> QueryResult<()> {
    diesel::delete(user::table.filter(user::id.eq(id))).execute(connection).map(drop)
}

/// What a user may change. `None` leaves it as it is; `Some(None)` makes it null.
#[derive(AsChangeset)]
#[diesel(table_name = user)]
pub(crate) struct UserChanges {
    pub(crate) name: Option<String>,
    pub(crate) image: Option<Option<String>>,
    pub(crate) updated_at: Time,
}

impl User {
    /// What the row says once it was [`update`]d.
    pub(crate) fn change(&mut self, changes: &UserChanges) {
        let UserChanges { name, image, updated_at } = changes;
        if let Some(name) = name {
            self.name.clone_from(name);
        }
        if let Some(image) = image {
            self.image.clone_from(image);
        }
        self.updated_at = *updated_at;
    }
}

pub(crate) fn update(
    connection: &mut AnyConnection,
    id: &str,
    changes: &UserChanges,
) -> QueryResult<()> {
    let theirs = user::table.filter(user::id.eq(id));
    diesel::update(theirs).set(changes).execute(connection).map(drop)
}

/// Makes everyone else who wants to change what hangs on the user wait until this transaction
/// ends. SQLite has one writer at a time anyway.
pub(crate) fn lock(connection: &mut AnyConnection, id: &str) -> QueryResult<()> {
    match connection {
        AnyConnection::Sqlite(_) => Ok(()),
        AnyConnection::Postgres(connection) => {
            let lock = sql_query(r#"SELECT id FROM "user" WHERE id = $1 FOR UPDATE"#);
            lock.bind::<Text, _>(id).execute(connection).map(drop)
        }
    }
}

/// The users after the one of that id, in the order of their ids.
pub(crate) fn page(
    connection: &mut AnyConnection,
    after: Option<&str>,
    limit: i64,
) -> QueryResult<Vec<User>> {
    let all = user::table.order(user::id).limit(limit).select(User::as_select());
    match after {
        Some(after) => all.filter(user::id.gt(after)).load(connection),
        None => all.load(connection),
    }
}

pub(crate) fn count(connection: &mut AnyConnection) -> QueryResult<i64> {
    user::table.count().get_result(connection)
}

/// The users who have one of those ids or addresses.
pub(crate) fn among(
    connection: &mut AnyConnection,
    ids: &[&str],
    emails: &[&str],
) -> QueryResult<Vec<User>> {
    user::table
        .filter(user::id.eq_any(ids).or(user::email.eq_any(emails)))
        .select(User::as_select())
        .load(connection)
}
