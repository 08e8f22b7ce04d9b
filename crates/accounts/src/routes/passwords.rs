//! A user's password.

use serde_json::json;

use super::{answer::Answer, call::Call};
use crate::{
    fault::Fault,
    service::passwords::{self, PasswordChange},
    validation::{Fields, Place, ValidationError},
};

/// `POST /change-password`: a new password for whoever knows the old one. With
/// `revokeOtherSessions` every session ends and a new one begins.
pub(super) async fn change(call: &Call<'_>) -> Result<Answer, Fault> {
    let change = read(call)?;
    let current = call.required_session().await?;
    let begun =
        passwords::change(call.inner, &current.user, change, call.device(), &call.caller()).await?;
    let token = begun.as_ref().map(|session| &session.token);
    let answer = Answer::of(json!({ "token": token, "user": current.user })).never_cached();
    Ok(match begun {
        Some(session) => answer.with_session(call, &session, &current.user, None),
        None => answer,
    })
}

/// `POST /verify-password`: whether it is the user's.
pub(super) async fn verify(call: &Call<'_>) -> Result<Answer, Fault> {
    let mut body = Fields::object(Place::Body, call.body.as_ref());
    let password = body.password("password");
    let password = body.finish(|| password)?;
    let current = call.required_session().await?;
    passwords::check(call.inner, &current.user.id, password, &call.caller()).await?;
    Ok(Answer::of(json!({ "status": true })))
}

fn read(call: &Call<'_>) -> Result<PasswordChange, ValidationError> {
    let mut body = Fields::object(Place::Body, call.body.as_ref());
    let new = body.password("newPassword");
    let current = body.password("currentPassword");
    let revoke = body.optional_boolean("revokeOtherSessions");
    body.finish(|| {
        Some(PasswordChange {
            new: new?,
            current: current?,
            end_sessions: revoke?.unwrap_or(false),
        })
    })
}
