use serde_json::{Value, json};

use super::{answer::Answer, call::Call};
use crate::{
    fault::Fault,
    service::{sessions::Found, tokens},
};

/// `GET /get-session`: who is signed in, with a JWT in the header `set-auth-jwt`, or `null`.
pub(super) async fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let stale = || call.inner.cookies.expire_session_data(&call.jar);
    let nobody = Answer::of(Value::Null).never_cached();
    match call.session().await? {
        None => Ok(nobody.with_cookies(stale())),
        Some(Found::Gone) => Ok(nobody.with_cookies(call.inner.cookies.clear(&call.jar))),
        Some(Found::Live(current)) => {
            let jwt = tokens::issue(call.inner, &current.user).await?;
            let body = json!({ "session": current.session, "user": current.user });
            let answer = Answer::of(body).never_cached().with_jwt(jwt);
            Ok(answer.with_cookies(stale()).extending(call, &current))
        }
    }
}
