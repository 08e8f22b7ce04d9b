use serde_json::{Value, json};

use super::{answer::Answer, call::Call};
use crate::{
    fault::Fault,
    service::{sessions::Found, tokens},
    session_settings::Refresh,
};

/// `GET /get-session`: who is signed in, with a JWT in the header `set-auth-jwt`, or `null`.
pub(super) async fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    told(call, call.session().await?).await
}

/// `POST /get-session`: the same, and the session is extended if it is due. There is no such call
/// where others do that.
pub(super) async fn refresh(call: &Call<'_>) -> Result<Answer, Fault> {
    match call.inner.sessions.settings.refresh {
        Refresh::Deferred => told(call, call.session_to_refresh().await?).await,
        Refresh::On | Refresh::Off => Err(Fault::DeferSessionRefresh),
    }
}

async fn told(call: &Call<'_>, found: Option<Found>) -> Result<Answer, Fault> {
    let Some(Found::Live(current)) = found else {
        return Ok(Answer::of(Value::Null).never_cached());
    };
    let jwt = tokens::issue(call.inner, &current).await?;
    let mut body = json!({ "session": current.session, "user": current.user });
    if let Some(needs_refresh) = current.needs_refresh {
        body["needsRefresh"] = needs_refresh.into();
    }
    Ok(Answer::of(body).never_cached().with_jwt(jwt))
}
