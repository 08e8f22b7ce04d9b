use serde_json::json;

use super::{answer::Answer, call::Call};
use crate::{fault::Fault, service::tokens};

/// `GET /token`: a JWT for whoever is signed in.
pub(super) async fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let current = call.required_session_or_copy().await?;
    let token = tokens::issue(call.inner, &current).await?;
    Ok(Answer::of(json!({ "token": token })).never_cached())
}
