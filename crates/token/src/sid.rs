use aws_lc_rs::digest;
use derive_more::Display;

use crate::base64url;

/// How many bytes of the hash are kept: nobody finds two sessions with one name
const BYTES: usize = 16;

/// The name of a session in the tokens that it gives out: the claim `sid` (OpenID Connect
/// Front-Channel Logout 1.0 §3)
///
/// The start of a SHA-256 of the session's id, which it does not give away, in base64url.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display)]
#[display("{}", base64url::encode(_0))]
pub struct Sid([u8; BYTES]);

impl Sid {
    /// The claim
    pub const CLAIM: &str = "sid";

    /// The name of the session with this id
    pub fn of(session_id: &str) -> Self {
        let hash = digest::digest(&digest::SHA256, session_id.as_bytes());
        let mut start = [0; BYTES];
        start.copy_from_slice(&hash.as_ref()[..BYTES]);
        Self(start)
    }

    /// Reads a name; nothing if the text is none that [`Display`](std::fmt::Display) writes
    pub fn parse(text: &str) -> Option<Self> {
        base64url::decode(text)?.try_into().ok().map(Self)
    }
}
