//! The ways a user signs in. Passwords are here, in the account of the provider `credential`.

use db::{AnyConnection, Time};
use diesel::{
    ExpressionMethods, Insertable, QueryDsl, QueryResult, Queryable, RunQueryDsl, Selectable,
    SelectableHelper,
};

use super::{issuer, schema::account};

/// The provider of the account that holds a password.
pub(super) const CREDENTIAL: &str = "credential";

#[derive(Insertable)]
#[diesel(table_name = account)]
struct NewAccount<'a> {
    id: &'a str,
    account_id: &'a str,
    provider_id: &'a str,
    user_id: &'a str,
    password: Option<&'a str>,
    created_at: Time,
    updated_at: Time,
}

/// Gives a user a password, by its hash.
pub(crate) fn insert_credential(
    connection: &mut AnyConnection,
    id: &str,
    user_id: &str,
    hash: &str,
    now: Time,
) -> QueryResult<()> {
    let new = NewAccount {
        id,
        account_id: user_id,
        provider_id: CREDENTIAL,
        user_id,
        password: Some(hash),
        created_at: now,
        updated_at: now,
    };
    if issuer::is_kept(connection)? {
        let issuer = account::issuer.eq(issuer::CREDENTIAL);
        diesel::insert_into(account::table).values((new, issuer)).execute(connection).map(drop)
    } else {
        diesel::insert_into(account::table).values(new).execute(connection).map(drop)
    }
}

/// The hash of a user's password, if they have one. Better Auth keeps no index that forbids a
/// second such account, so the first made counts.
pub(crate) fn password_hash(
    connection: &mut AnyConnection,
    user_id: &str,
) -> QueryResult<Option<String>> {
    let hashes = account::table
        .filter(account::user_id.eq(user_id))
        .filter(account::provider_id.eq(CREDENTIAL))
        .filter(account::account_id.eq(user_id))
        .order(account::created_at)
        .select(account::password)
        .load::<Option<String>>(connection)?;
    Ok(hashes.into_iter().next().flatten())
}

/// Deletes all of a user's.
pub(crate) fn delete_all(connection: &mut AnyConnection, user_id: &str) -> QueryResult<()> {
    let theirs = account::table.filter(account::user_id.eq(user_id));
    diesel::delete(theirs).execute(connection).map(drop)
}

/// A way to sign in, without its secrets.
#[derive(Queryable, Selectable)]
#[diesel(table_name = account)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) account_id: String,
    pub(crate) provider_id: String,
    pub(crate) user_id: String,
    pub(crate) scope: Option<String>,
    pub(crate) created_at: Time,
    pub(crate) updated_at: Time,
}

/// All of a user's, oldest first.
pub(crate) fn of_user(connection: &mut AnyConnection, user_id: &str) -> QueryResult<Vec<Account>> {
    account::table
        .filter(account::user_id.eq(user_id))
        .order((account::created_at, account::id))
        .select(Account::as_select())
        .load(connection)
}

pub(crate) fn delete(connection: &mut AnyConnection, id: &str) -> QueryResult<()> {
    diesel::delete(account::table.filter(account::id.eq(id))).execute(connection).map(drop)
}

/// Gives a user who has a password another, by its hash; `false` if they have none.
pub(crate) fn set_password(
    connection: &mut AnyConnection,
    user_id: &str,
    hash: &str,
    now: Time,
) -> QueryResult<bool> {
    let credential = account::table
        .filter(account::user_id.eq(user_id))
        .filter(account::provider_id.eq(CREDENTIAL))
        .filter(account::account_id.eq(user_id));
    diesel::update(credential)
        .set((account::password.eq(hash), account::updated_at.eq(now)))
        .execute(connection)
        .map(|rows| rows > 0)
}
