//! The JWTs that a session is worth.

use serde::Serialize;

use super::keys::KeysError;
use crate::{accounts::Inner, fault::Fault, store::users::User};

/// The claims, as Better Auth's jwt plugin makes them by default: the user as the API shows them,
/// and the registered claims of RFC 7519.
#[derive(Serialize)]
struct Claims<'a> {
    iat: i64,
    #[serde(flatten)]
    user: &'a User,
    sub: &'a str,
    exp: i64,
    iss: &'a str,
    aud: Audience<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Audience<'a> {
    One(&'a str),
    Several(&'a [String]),
}

/// A token for the user: signed with the shared secret if there is one, or else with the newest
/// of our own keys.
pub(crate) async fn issue(inner: &Inner, user: &User) -> Result<String, Fault> {
    let settings = &inner.settings;
    let iat = inner.clock.now().timestamp();
    let lasts = i64::try_from(settings.expires_in.as_secs()).unwrap_or(i64::MAX);
    let claims = Claims {
        iat,
        user,
        sub: &user.id,
        exp: iat.saturating_add(lasts),
        iss: &settings.issuer,
        aud: match settings.audiences.as_slice() {
            [one] => Audience::One(one),
            several => Audience::Several(several),
        },
    };
    let signed = match &settings.shared_key {
        Some(key) => key.sign(&claims),
        None => inner.keys.signing().await?.sign(&claims),
    };
    signed.map_err(Fault::internal)
}

impl From<KeysError> for Fault {
    fn from(error: KeysError) -> Self {
        match error {
            KeysError::Database(error) => error.into(),
            KeysError::Ring(_)
            | KeysError::Token(_)
            | KeysError::Seal(_)
            | KeysError::Entropy(_)
            | KeysError::Lost => Self::internal(error),
        }
    }
}
