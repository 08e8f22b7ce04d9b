//! Better Auth's own form: base64url of the payload, its end and a signature over both.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{super::signature::Signer, payload::Opened};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Compact<'a> {
    /// As it was sent: the signature is over a text, not over what it means.
    #[serde(borrow)]
    session: &'a RawValue,
    /// Milliseconds since 1970.
    expires_at: i64,
    signature: String,
}

/// `payload` is the JSON text of an object; `expires_at` is in milliseconds since 1970.
pub(super) fn write(signer: &Signer, payload: &str, expires_at: i64) -> Option<String> {
    let session = serde_json::from_str::<&RawValue>(payload).ok()?;
    let signature = signer.mac(signed_text(payload, expires_at)?.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(signature);
    let compact = serde_json::to_vec(&Compact { session, expires_at, signature }).ok()?;
    Some(URL_SAFE_NO_PAD.encode(compact))
}

pub(super) fn open(signer: &Signer, value: &str) -> Option<Opened> {
    let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
    let compact: Compact<'_> = serde_json::from_slice(&bytes).ok()?;
    let signature = URL_SAFE_NO_PAD.decode(compact.signature).ok()?;
    let (payload, expires_at) = (compact.session.get(), compact.expires_at);
    if !signer.is_mac(signed_text(payload, expires_at)?.as_bytes(), &signature) {
        return None;
    }
    let cached = serde_json::from_str(payload).ok()?;
    Some(Opened { cached, expires_at: DateTime::from_timestamp_millis(expires_at)? })
}

/// The payload with its end as the last member.
fn signed_text(payload: &str, expires_at: i64) -> Option<String> {
    let members = payload.strip_prefix('{')?.strip_suffix('}')?;
    Some(format!("{{{members},\"expiresAt\":{expires_at}}}"))
}
