use serde_json::json;

use super::{answer::Answer, call::Call};
use crate::{
    event::Event,
    fault::Fault,
    service::change_email::change_email,
    validation::{Fields, Place},
};

/// `POST /change-email`: another address, once its mailbox has been seen to be the user's.
pub(super) async fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let mut body = Fields::object(Place::Body, call.body.as_ref());
    let to = body.email("newEmail");
    let callback = body.optional_string("callbackURL");
    let (to, callback) = body.finish(|| Some((to?, callback?)))?;
    let current = match call.inner.settings.options.change_email.require_fresh {
        true => call.fresh_session().await?,
        false => call.required_session().await?,
    };
    let changed = change_email(call.inner, &current, to, callback.as_deref()).await?;
    let answer = Answer::of(json!({ "status": true }));
    Ok(match changed {
        Some(user) => {
            call.tell(&Event::EmailChanged, Some(&user.id));
            answer.with_session(call, &current.session, &user, None)
        }
        None => answer,
    })
}
