use serde_json::Value;

use crate::Site;

/// Whatever is in `Cookie`, there is a session only if it holds the cookie that was set; nothing
/// else is an error of the server's.
pub fn session_cookie(site: &Site, bytes: &[u8]) {
    // They would end the header, and with it what is being tried.
    if bytes.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) || bytes.len() > 8 * 1024 {
        return;
    }
    let answer = site.ask("GET", "/api/auth/get-session", &[("Cookie", bytes)], b"");
    assert!(matches!(answer.status, 200 | 400), "{} {}", answer.status, answer.text());
    if answer.status == 200 && answer.json().unwrap() != Value::Null {
        let (told, set) = (decoded(bytes), decoded(site.cookie.as_bytes()));
        let held = told.windows(set.len()).any(|part| part == set);
        assert!(held, "a session by another cookie: {}", String::from_utf8_lossy(bytes));
    }
}

/// What a percent sign and two digits stand for; anything else is kept.
fn decoded(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| str::from_utf8(digits).ok());
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match digits.filter(|_| *first == b'%') {
            Some(digits) => {
                bytes.push(u8::from_str_radix(digits, 16).unwrap());
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}
