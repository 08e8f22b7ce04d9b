//! A user's devices: where they are signed in, and ending that.

use serde_json::json;

use super::{answer::Answer, call::Call};
use crate::{
    event::Event,
    fault::Fault,
    validation::{Fields, Place, ValidationError},
};

/// `GET /list-sessions`: the user's live sessions, oldest first, tokens included, as in Better
/// Auth. Only a fresh session may ask.
pub(super) async fn list(call: &Call<'_>) -> Result<Answer, Fault> {
    let current = call.fresh_session().await?;
    let sessions = call.inner.sessions.of_user(&current.user.id).await?;
    Ok(Answer::of(json!(sessions)).never_cached())
}

/// `POST /revoke-session`: ends the session of a token, if it is the user's own. The answer is
/// the same if it is not: whose it is is not for the asker to learn.
pub(super) async fn revoke(call: &Call<'_>) -> Result<Answer, Fault> {
    let token = read_token(call)?;
    let current = call.required_session().await?;
    if call.inner.sessions.end_own(&current.user.id, &token).await? {
        call.tell(&Event::SessionRevoked, Some(&current.user.id));
    }
    let done = Answer::of(json!({ "status": true }));
    Ok(if token == current.session.token {
        done.with_cookies(call.inner.cookies.clear(&call.jar))
    } else {
        done
    })
}

/// `POST /revoke-sessions`: ends all of the user's sessions, this one too.
pub(super) async fn revoke_all(call: &Call<'_>) -> Result<Answer, Fault> {
    Fields::optional_object(Place::Body, call.body.as_ref()).finish(|| Some(()))?;
    let current = call.required_session().await?;
    call.inner.sessions.end_all(&current.user.id, None).await?;
    call.tell(&Event::SessionsRevoked, Some(&current.user.id));
    let cleared = call.inner.cookies.clear(&call.jar);
    Ok(Answer::of(json!({ "status": true })).with_cookies(cleared))
}

/// `POST /revoke-other-sessions`: ends all of the user's sessions but this one.
pub(super) async fn revoke_others(call: &Call<'_>) -> Result<Answer, Fault> {
    Fields::optional_object(Place::Body, call.body.as_ref()).finish(|| Some(()))?;
    let current = call.required_session().await?;
    let kept = Some(current.session.token.clone());
    call.inner.sessions.end_all(&current.user.id, kept).await?;
    call.tell(&Event::OtherSessionsRevoked, Some(&current.user.id));
    Ok(Answer::of(json!({ "status": true })))
}

fn read_token(call: &Call<'_>) -> Result<String, ValidationError> {
    let mut body = Fields::object(Place::Body, call.body.as_ref());
    let token = body.string("token");
    body.finish(|| token)
}
