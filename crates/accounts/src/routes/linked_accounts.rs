//! The ways a user signs in.

use serde_json::{Value, json};

use db::{Begin, Mode, RawAccess};

use super::{answer::Answer, call::Call};
use crate::{
    fault::Fault,
    store::{
        accounts::{self, Account},
        users,
    },
    validation::{Fields, Place},
};

/// `GET /list-accounts`: without passwords and tokens.
pub(super) async fn list(call: &Call<'_>) -> Result<Answer, Fault> {
    let current = call.required_session_or_copy().await?;
    let id = current.user.id.clone();
    let accounts = call.inner.database.look(move |connection| accounts::of_user(connection, &id));
    let accounts: Vec<Value> = accounts.await?.iter().map(shown).collect();
    Ok(Answer::of(json!(accounts)).never_cached())
}

/// `POST /unlink-account`: one less way to sign in, by the id of its row, and never the last.
/// Only a fresh session may.
pub(super) async fn unlink(call: &Call<'_>) -> Result<Answer, Fault> {
    let mut body = Fields::object(Place::Body, call.body.as_ref());
    let account = body.string("accountId");
    let account = body.finish(|| account)?;
    let current = call.fresh_session().await?;
    let user = current.user.id.clone();
    let begin = Begin { mode: Mode::Write, user: None };
    let unlinked = call.inner.database.transaction(begin, move |connection| {
        // Of two calls at once, each for another account, one must see what the other has done.
        users::lock(connection, &user)?;
        let accounts = accounts::of_user(connection, &user)?;
        if accounts.len() <= 1 {
            return Err(Fault::LastAccount);
        }
        if !accounts.iter().any(|known| known.id == account) {
            return Err(Fault::AccountNotFound);
        }
        Ok(accounts::delete(connection, &account)?)
    });
    unlinked.await?;
    Ok(Answer::of(json!({ "status": true })))
}

fn shown(account: &Account) -> Value {
    let scopes = account.scope.as_deref().unwrap_or_default().split(',').map(str::trim);
    let scopes: Vec<_> = scopes.filter(|scope| !scope.is_empty()).collect();
    json!({
        "id": account.id,
        "accountId": account.account_id,
        "providerId": account.provider_id,
        "userId": account.user_id,
        "createdAt": account.created_at,
        "updatedAt": account.updated_at,
        "scopes": scopes,
    })
}
