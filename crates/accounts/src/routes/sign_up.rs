use serde_json::json;

use super::{answer::Answer, call::Call};
use crate::{
    fault::Fault,
    service::sign_up::{SignUp, sign_up},
    validation::{Fields, Place, ValidationError},
};

/// `POST /sign-up/email`: a new user, signed in unless they have to do that by themselves.
pub(super) async fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let new = read(call)?;
    call.check_sign_in()?;
    let remember = new.remember;
    let (session, user) = sign_up(call.inner, new, call.device(), &call.caller()).await?;
    let token = session.as_ref().map(|session| &session.token);
    let answer = Answer::of(json!({ "token": token, "user": user })).never_cached();
    Ok(match session {
        Some(session) => answer.with_session(call, &session, &user, Some(remember)),
        None => answer,
    })
}

fn read(call: &Call<'_>) -> Result<SignUp, ValidationError> {
    let mut body = Fields::object_and_record(Place::Body, call.body.as_ref());
    let name = body.string("name");
    let email = body.email("email");
    let password = body.nonempty_password("password");
    let image = body.optional_string("image");
    let callback = body.optional_string("callbackURL");
    let remember = body.optional_boolean("rememberMe");
    body.finish(|| {
        Some(SignUp {
            name: name?,
            email: email?,
            password: password?,
            image: image?,
            remember: remember?.unwrap_or(true),
            callback: callback?,
        })
    })
}
