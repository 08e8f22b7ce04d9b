//! A new password by way of the mailbox.

use serde_json::json;

use super::{answer::Answer, call::Call, redirect};
use crate::{
    Accounts,
    fault::Fault,
    flow_fault::FlowFault,
    service::{link_tokens::LinkPurpose, reset_password},
    validation::{Fields, Place},
};

/// `POST /request-password-reset`: mails a link to the user of an address. Whether there is one is
/// not told.
pub(super) async fn request(call: &Call<'_>) -> Result<Answer, Fault> {
    let mut body = Fields::object(Place::Body, call.body.as_ref());
    let email = body.email("email");
    let redirect_to = body.optional_string("redirectTo");
    let (email, redirect_to) = body.finish(|| Some((email?, redirect_to?)))?;
    if email.is_too_long() {
        return Err(Fault::InvalidEmail);
    }
    reset_password::request(call.inner, email, redirect_to, &call.caller()).await?;
    let message = "If this email exists in our system, check your email for the reset link";
    Ok(Answer::of(json!({ "status": true, "message": message })))
}

/// `GET /reset-password/:token`: the mailed link, which leads to the page that asks for the new
/// password. It uses nothing up: mail programs follow links too.
pub(super) async fn link(call: &Call<'_>) -> Result<Answer, Fault> {
    let mut query = Fields::object(Place::Query, Some(&call.query));
    let callback = query.string("callbackURL");
    let callback = query.finish(|| callback)?;
    call.check_callback(&callback)?;
    let error_page = format!("{}/error", Accounts::BASE);
    let token = call.last_segment();
    let good = !callback.is_empty()
        && call.inner.link_tokens.look(LinkPurpose::ResetPassword, token).await?.is_some();
    let callback = if callback.is_empty() { &error_page } else { &callback };
    let (name, value) = if good { ("token", token) } else { ("error", "INVALID_TOKEN") };
    let origin = call.inner.settings.origin.as_str();
    let url = redirect::absolute(origin, callback, name, value);
    let url = url.ok_or_else(|| Fault::internal("a callback that is trusted is no URL"))?;
    Ok(Answer::redirect(url).never_cached())
}

/// `POST /reset-password`: the new password, with the token of a mailed link.
pub(super) async fn reset(call: &Call<'_>) -> Result<Answer, Fault> {
    let mut body = Fields::object(Place::Body, call.body.as_ref());
    let password = body.password("newPassword");
    let token = body.optional_string("token");
    let (password, token) = body.finish(|| Some((password?, token?)))?;
    let mut query = Fields::object(Place::Query, Some(&call.query));
    let in_query = query.optional_string("token");
    let in_query = query.finish(|| in_query)?;
    let given = |token: &String| !token.is_empty();
    let token = token.filter(given).or(in_query.filter(given)).ok_or(FlowFault::ResetToken)?;
    reset_password::reset(call.inner, token, password, &call.caller()).await?;
    Ok(Answer::of(json!({ "status": true })))
}
