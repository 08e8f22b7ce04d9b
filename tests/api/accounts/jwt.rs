//! What a token says, for tests that look into it. Whether it is good is for a server to say.

use serde_json::Value;

/// The JOSE header.
pub fn header(token: &str) -> Value {
    segment(token, 0)
}

/// The claims.
pub fn claims(token: &str) -> Value {
    segment(token, 1)
}

fn segment(token: &str, index: usize) -> Value {
    let segments: Vec<_> = token.split('.').collect();
    assert_eq!(segments.len(), 3, "{token}");
    serde_json::from_slice(&decoded(segments[index])).unwrap()
}

/// Base64url without padding.
fn decoded(text: &str) -> Vec<u8> {
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for character in text.bytes() {
        let six = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => panic!("not base64url: {text}"),
        };
        bits = (bits << 6) | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}
