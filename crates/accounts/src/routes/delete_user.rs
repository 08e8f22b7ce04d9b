use serde_json::json;

use super::{answer::Answer, call::Call};
use crate::{
    fault::Fault,
    service::delete_user::{Proof, delete_user},
    validation::{Fields, Place, ValidationError},
};

/// `POST /delete-user`: ends the account and deletes what is its user's.
pub(super) async fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let proof = read(call)?;
    let current = call.required_session().await?;
    delete_user(call.inner, &current, proof).await?;
    let body = json!({ "success": true, "message": "User deleted" });
    Ok(Answer::of(body).with_cookies(call.inner.cookies.clear(&call.jar)))
}

fn read(call: &Call<'_>) -> Result<Proof, ValidationError> {
    let mut body = Fields::object(Place::Body, call.body.as_ref());
    let callback = body.optional_string("callbackURL");
    let password = body.optional_password("password");
    let token = body.optional_string("token");
    body.finish(|| {
        callback?;
        Some(Proof { password: password?, token: token? })
    })
}
