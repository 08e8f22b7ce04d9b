use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use token::{MAX_TOKEN_BYTES, verify};

use crate::mint::{SECRET, SIGNED, now};
use crate::plain_reader;

/// The first line is a header, the rest are claims: signed as they are, they are judged as a
/// second reader judges them, which is written in another way.
pub fn second_reader(bytes: &[u8]) {
    let mut lines = bytes.splitn(2, |byte| *byte == b'\n');
    let (header, claims) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, SECRET), message.as_bytes());
    let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag));
    let shared = SIGNED.last().unwrap();
    let judged = verify(&token, &shared.keys, &shared.expected, now());
    let fits = token.len() <= MAX_TOKEN_BYTES && plain_reader::is_good(header, claims);
    assert_eq!(judged.is_ok(), fits, "{judged:?}");
}
