use serde_json::json;

use super::{answer::Answer, call::Call};
use crate::{
    fault::Fault,
    service::sign_in::sign_in,
    validation::{Fields, Place, ValidationError},
};

struct SignIn {
    email: String,
    password: String,
    callback: Option<String>,
    remember: bool,
}

/// `POST /sign-in/email`: a session for whoever knows the password.
pub(super) async fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let SignIn { email, password, callback, remember } = read(call)?;
    call.check_sign_in()?;
    let (to, device, caller) = (callback.as_deref(), call.device(), call.caller());
    let signed_in = sign_in(call.inner, &email, password, remember, to, device, &caller).await?;
    let (session, user) = signed_in;

    let redirect = callback.as_deref().is_some_and(|url| !url.is_empty());
    let mut body = json!({ "redirect": redirect, "token": session.token, "user": user });
    if let Some(url) = &callback {
        body["url"] = url.as_str().into();
    }
    let answer = Answer::of(body).never_cached();
    let answer = answer.with_session(call, &session, &user, Some(remember));
    Ok(match callback.filter(|_| redirect) {
        Some(url) => answer.with_location(url),
        None => answer,
    })
}

fn read(call: &Call<'_>) -> Result<SignIn, ValidationError> {
    let mut body = Fields::object(Place::Body, call.body.as_ref());
    let email = body.tried_email("email");
    let password = body.password("password");
    let callback = body.optional_string("callbackURL");
    let remember = body.optional_boolean("rememberMe");
    body.finish(|| {
        Some(SignIn {
            email: email?,
            password: password?,
            callback: callback?,
            remember: remember?.unwrap_or(true),
        })
    })
}
