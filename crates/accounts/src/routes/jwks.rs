use serde_json::json;

use super::{answer::Answer, call::Call};
use crate::fault::Fault;

/// How long others may keep the set, in seconds. Better Auth does not say.
const MAX_AGE: u32 = 300;

/// `GET /jwks`: the public keys. Tokens that are signed with a shared secret have none.
pub(super) async fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    let keys = match call.inner.settings.shared_key {
        Some(_) => json!({ "keys": [] }),
        None => call.inner.keys.published().await?,
    };
    Ok(Answer::of(keys).cached_for(MAX_AGE))
}
