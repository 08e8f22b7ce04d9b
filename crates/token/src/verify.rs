use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::header::Header;
use crate::{Claims, Fault, KeySet, Segment, base64url};

/// Longest token that is looked at, in bytes
pub const MAX_TOKEN_BYTES: usize = 8 * 1024;

/// Largest leeway that counts: a larger one is cut down to it
pub const MAX_LEEWAY: Duration = Duration::from_secs(60);

/// Leeway of [`Expectations::new`]
pub const DEFAULT_LEEWAY: Duration = Duration::from_secs(30);

/// Furthest that `exp` may lie ahead: a token that outlives this cannot be one of ours
pub const MAX_LIFETIME: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Whom a token must come from and be meant for
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectations {
    /// `iss`, compared byte for byte (RFC 7519 §4.1.1)
    pub issuer: String,
    /// `aud`, compared byte for byte; any one of them fits, and none does if the list is empty
    pub audiences: Vec<String>,
    /// How far the clocks of issuer and verifier may differ, for `exp`, `nbf` and `iat`; at most
    /// [`MAX_LEEWAY`] counts
    pub leeway: Duration,
}

impl Expectations {
    /// With the [`DEFAULT_LEEWAY`] of 30 s
    pub fn new(
        issuer: impl Into<String>,
        audiences: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self {
            issuer: issuer.into(),
            audiences: audiences.into_iter().map(Into::into).collect(),
            leeway: DEFAULT_LEEWAY,
        }
    }
}

/// Judges a token: the claims if it is good at the time `now`, or else the first rule it breaks
///
/// In this order: length and form, the header, the key by `kid`, the signature, the claims, and the
/// times last. No claim is even read before the signature is verified (RFC 8725 §3.1 to §3.12).
///
/// # Errors
///
/// See [`Fault`]. For [`Fault::UnknownKey`] it is worth asking the source of the keys for a newer
/// set once, see [`KeySource::refresh`](crate::KeySource::refresh).
pub fn verify(
    token: &str,
    keys: &KeySet,
    expected: &Expectations,
    now: DateTime<Utc>,
) -> Result<Claims, Fault> {
    if token.len() > MAX_TOKEN_BYTES {
        return Err(Fault::TooLong);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(Fault::NotThreeSegments)?;
    let (header, claims) = signed.split_once('.').ok_or(Fault::NotThreeSegments)?;
    if claims.contains('.') {
        return Err(Fault::NotThreeSegments);
    }
    let header = decode(header, Segment::Header)?;
    let claims = decode(claims, Segment::Claims)?;
    let signature = decode(signature, Segment::Signature)?;

    let key = keys.select(Header::read(&header)?)?;
    if !key.verifies(signed.as_bytes(), signature) {
        return Err(Fault::BadSignature);
    }
    let claims = Claims::read(&claims)?;
    claims.check(expected, now)?;
    Ok(claims)
}

fn decode(text: &str, segment: Segment) -> Result<Vec<u8>, Fault> {
    base64url::decode(text).ok_or(Fault::NotBase64Url { segment })
}
