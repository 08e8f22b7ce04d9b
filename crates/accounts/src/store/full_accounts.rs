//! The ways a user signs in, whole: to be carried from one database to another.

use db::{AnyConnection, Time};
use diesel::{
    ExpressionMethods, Insertable, QueryDsl, QueryResult, Queryable, RunQueryDsl, Selectable,
    SelectableHelper,
};

use super::{accounts::CREDENTIAL, issuer, schema::account, users::User};

/// A way to sign in, with all its secrets, so it has no `Debug`.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = account)]
pub(crate) struct FullAccount {
    id: String,
    account_id: String,
    provider_id: String,
    user_id: String,
    access_token: Option<String>,
    refresh_token: Option<String>,
    id_token: Option<String>,
    access_token_expires_at: Option<Time>,
    refresh_token_expires_at: Option<Time>,
    scope: Option<String>,
    password: Option<String>,
    created_at: Time,
    updated_at: Time,
}

impl FullAccount {
    /// A password, by its hash.
    pub(crate) fn credential(id: String, user: &User, hash: String) -> Self {
        Self {
            id,
            account_id: user.id.clone(),
            provider_id: CREDENTIAL.to_owned(),
            user_id: user.id.clone(),
            access_token: None,
            refresh_token: None,
            id_token: None,
            access_token_expires_at: None,
            refresh_token_expires_at: None,
            scope: None,
            password: Some(hash),
            created_at: user.created_at,
            updated_at: user.updated_at,
        }
    }
}

/// All of a user's.
pub(crate) fn of_user(
    connection: &mut AnyConnection,
    user_id: &str,
) -> QueryResult<Vec<FullAccount>> {
    account::table
        .filter(account::user_id.eq(user_id))
        .order(account::id)
        .select(FullAccount::as_select())
        .load(connection)
}

pub(crate) fn insert(connection: &mut AnyConnection, full: &FullAccount) -> QueryResult<()> {
    if issuer::is_kept(connection)? {
        let issuer = account::issuer.eq(format!("local:{}", full.provider_id));
        diesel::insert_into(account::table).values((full, issuer)).execute(connection).map(drop)
    } else {
        diesel::insert_into(account::table).values(full).execute(connection).map(drop)
    }
}
