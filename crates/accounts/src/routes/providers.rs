//! Signing in by way of another provider, of which none can be configured yet. What asks for one is
//! answered as Better Auth answers where the provider is not configured.

use db::RawAccess;
use serde_json::Value;

use super::{answer::Answer, call::Call};
use crate::{
    fault::Fault,
    store::accounts::{self, Account},
    validation::{Fields, Place, ValidationError},
};

/// `POST /sign-in/social`.
pub(super) fn sign_in(call: &Call<'_>) -> Result<Answer, Fault> {
    read(call)?;
    Err(Fault::ProviderNotFound)
}

/// `POST /link-social`: one more way to sign in.
pub(super) async fn link(call: &Call<'_>) -> Result<Answer, Fault> {
    read(call)?;
    call.required_session().await?;
    Err(Fault::ProviderNotFound)
}

/// `POST /get-access-token`, `POST /refresh-token`: a token of a linked provider's.
pub(super) async fn token(call: &Call<'_>) -> Result<Answer, Fault> {
    let account = selected(call, Place::Body, call.body.as_ref()).await?;
    Err(Fault::ProviderNotSupported { provider: account.provider_id })
}

/// `GET /account-info`: what a linked provider says of the user.
pub(super) async fn info(call: &Call<'_>) -> Result<Answer, Fault> {
    selected(call, Place::Query, Some(&call.query)).await?;
    Err(Fault::ProviderNotConfigured)
}

/// The account of the user's that the request names by the id of its row.
async fn selected(call: &Call<'_>, place: Place, value: Option<&Value>) -> Result<Account, Fault> {
    let id = read_selection(place, value)?;
    let user = call.required_session().await?.user.id;
    let accounts = call.inner.database.look(move |connection| accounts::of_user(connection, &user));
    let own = accounts.await?.into_iter().find(|account| Some(&account.id) == id.as_ref());
    own.ok_or(Fault::AccountNotFound)
}

/// The id of an account; `None` for the one of a cookie that is never set here. Better Auth takes
/// one of the two and no other member, and says which there is too many of where that is all that
/// is wrong.
fn read_selection(place: Place, value: Option<&Value>) -> Result<Option<String>, ValidationError> {
    let invalid = || ValidationError::of(place, "Invalid input");
    let members = value.and_then(Value::as_object).ok_or_else(invalid)?;
    if members.get("userId").is_some_and(|id| !id.is_string()) {
        return Err(invalid());
    }
    let id = members.get("accountId").and_then(Value::as_str);
    let cookie = members.get("useAccountCookie") == Some(&Value::Bool(true));
    let known = match (id, cookie) {
        (Some(_), false) => "accountId",
        (None, true) => "useAccountCookie",
        (Some(_), true) | (None, false) => return Err(invalid()),
    };
    let unknown = members.keys().filter(|name| name.as_str() != known && *name != "userId");
    let unknown: Vec<_> = unknown.map(|name| format!("\"{name}\"")).collect();
    match unknown.len() {
        0 => Ok(id.map(str::to_owned)),
        1 => Err(ValidationError::of(place, &format!("Unrecognized key: {}", unknown[0]))),
        _ => Err(ValidationError::of(place, &format!("Unrecognized keys: {}", unknown.join(", ")))),
    }
}

fn read(call: &Call<'_>) -> Result<(), ValidationError> {
    let mut body = Fields::object(Place::Body, call.body.as_ref());
    for url in ["callbackURL", "newUserCallbackURL", "errorCallbackURL"] {
        body.optional_string(url);
    }
    body.some_text("provider");
    body.optional_boolean("disableRedirect");
    body.optional_object_with_text("idToken", "token");
    body.optional_texts("scopes");
    body.optional_boolean("requestSignUp");
    body.optional_string("loginHint");
    body.optional_record("additionalParams");
    body.optional_record("additionalData");
    body.finish(|| Some(()))
}
