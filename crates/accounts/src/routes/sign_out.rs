use serde_json::json;

use super::{answer::Answer, call::Call};
use crate::{
    event::Event,
    fault::Fault,
    validation::{Fields, Place},
};

/// `POST /sign-out`: ends the session, if there is one, and clears its cookies in any case.
pub(super) async fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    Fields::optional_object(Place::Body, call.body.as_ref()).finish(|| Some(()))?;
    if let Some(token) = call.session_token()
        && let Some(user) = call.inner.sessions.end(token.as_str()).await?
    {
        call.tell(&Event::SignedOut, Some(&user));
    }
    let cleared = call.inner.cookies.clear(&call.jar);
    Ok(Answer::of(json!({ "success": true })).with_cookies(cleared))
}
