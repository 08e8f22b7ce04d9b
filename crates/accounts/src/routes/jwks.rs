use serde_json::json;

use super::answer::Answer;
use crate::{accounts::Inner, fault::Fault};

/// How long others may keep the set, in seconds. Better Auth does not say.
const MAX_AGE: u32 = 300;

/// `GET /jwks`: the public keys. Tokens that are signed with a shared secret have none.
pub(super) async fn answer(inner: &Inner) -> Result<Answer, Fault> {
    let keys = match inner.settings.shared_key {
        Some(_) => json!({ "keys": [] }),
        None => inner.keys.published().await?,
    };
    Ok(Answer::of(keys).cached_for(MAX_AGE))
}
