use token::verify;

use crate::mint::{SIGNED, now};

/// A token is good only if it is, byte for byte, one that was signed.
pub fn verify_token(bytes: &[u8]) {
    let Ok(token) = str::from_utf8(bytes) else { return };
    for signed in SIGNED.iter() {
        let judged = verify(token, &signed.keys, &signed.expected, now());
        assert_eq!(judged.is_ok(), token == signed.token, "{judged:?}");
    }
}
