//! The JWTs that a session is worth.

use serde::Serialize;
use token::{Sid, SignError};

use super::keys::KeysError;
use crate::{accounts::Inner, fault::Fault, service::sessions::Current, store::users::User};

/// The claims, as Better Auth's jwt plugin makes them by default: the user as the API shows them,
/// and the registered claims of RFC 7519.
#[derive(Serialize)]
struct Claims<'a> {
    iat: i64,
    #[serde(flatten)]
    user: Option<&'a User>,
    sub: &'a str,
    /// Where tokens end with their session; Better Auth has no such claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
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

/// A token for the user of a session: signed with the shared secret if there is one, or else with the newest
/// of our own keys. Nothing bounds a name, an address or an image, but a token must fit into a
/// header: one of a user who does not fit says who they are and no more.
pub(crate) async fn issue(inner: &Inner, current: &Current) -> Result<String, Fault> {
    let (settings, user) = (&inner.settings, &current.user);
    let revocations = inner.sessions.revoker.known();
    let iat = inner.clock.now().timestamp();
    let lasts = i64::try_from(settings.expires_in.as_secs()).unwrap_or(i64::MAX);
    let mut claims = Claims {
        iat,
        user: Some(user),
        sub: &user.id,
        sid: revocations.map(|_| Sid::of(&current.session.id).to_string()),
        exp: iat.saturating_add(lasts),
        iss: &settings.issuer,
        aud: match settings.audiences.as_slice() {
            [one] => Audience::One(one),
            several => Audience::Several(several),
        },
    };
    let own;
    let key = match &settings.shared_key {
        Some(key) => key,
        None => {
            own = inner.keys.signing().await?;
            &*own
        }
    };
    let signed = match key.sign(&claims) {
        Err(SignError::TooLong { .. }) => {
            claims.user = None;
            key.sign(&claims)
        }
        signed => signed,
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
            | KeysError::Thread(_)
            | KeysError::Lost => Self::internal(error),
        }
    }
}
