//! Base64url as RFC 7515 §2 defines it: no padding, no white space, and one spelling for each
//! sequence of bytes (RFC 4648 §3.5), so that a token has one spelling too

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The bytes, or nothing if the text is not the canonical spelling of any
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    // This engine refuses padding, the alphabet of plain base64 and unused bits that are not zero.
    URL_SAFE_NO_PAD.decode(text).ok()
}

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
