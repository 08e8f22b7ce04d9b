//! Ending an account.

use serde_json::json;

use super::{answer::Answer, call::Call, mailed_link};
use crate::{
    fault::Fault,
    flow_fault::FlowFault,
    service::{
        delete_user::{self, Deletion, Proof},
        sessions::Found,
    },
    validation::{Fields, Place, ValidationError},
};

/// `POST /delete-user`: ends the account and deletes what is its user's, or mails a link that does.
pub(super) async fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let (proof, callback) = read(call)?;
    let current = call.required_session().await?;
    let callback = callback.as_deref();
    Ok(
        match delete_user::delete_user(call.inner, &current, proof, callback, &call.caller())
            .await?
        {
            Deletion::Done => deleted(call),
            Deletion::Mailed => {
                let body = json!({ "success": true, "message": "Verification email sent" });
                Answer::of(body)
            }
        },
    )
}

fn read(call: &Call<'_>) -> Result<(Proof, Option<String>), ValidationError> {
    let mut body = Fields::object(Place::Body, call.body.as_ref());
    let callback = body.optional_string("callbackURL");
    let password = body.optional_password("password");
    let token = body.optional_string("token");
    body.finish(|| Some((Proof { password: password?, token: token? }, callback?)))
}

/// `GET /delete-user/callback`: the mailed link, followed by the user while they are signed in.
pub(super) async fn link(call: &Call<'_>) -> Result<Answer, Fault> {
    let (token, callback) = mailed_link::read(call)?;
    if !call.inner.settings.options.delete_user.enabled {
        return Err(FlowFault::DeleteLinkOff.into());
    }
    let Some(Found::Live(current)) = call.stored_session().await? else {
        return Err(FlowFault::DeleteLinkWithoutSession.into());
    };
    delete_user::delete_by_link(call.inner, &current.user, token, &call.caller()).await?;
    let cleared = call.inner.cookies.clear(&call.jar);
    Ok(match callback {
        Some(callback) => Answer::redirect(callback).with_cookies(cleared),
        None => deleted(call),
    })
}

fn deleted(call: &Call<'_>) -> Answer {
    let body = json!({ "success": true, "message": "User deleted" });
    Answer::of(body).with_cookies(call.inner.cookies.clear(&call.jar))
}
