//! JavaScript's `encodeURIComponent` and `decodeURIComponent` (ECMA-262, section 19.2.6).

use std::borrow::Cow;

use crate::hex;

/// Escapes all but `A-Z a-z 0-9 - _ . ! ~ * ' ( )`.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&hex::encode(&[byte]).to_ascii_uppercase());
        }
    }
    encoded
}

/// Undoes `%` escapes; `None` where JavaScript would throw: an unfinished escape, or bytes that
/// are not UTF-8. A `+` stays a `+`.
pub(crate) fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' {
            hex::value(bytes.next()?)? << 4 | hex::value(bytes.next()?)?
        } else {
            byte
        });
    }
    String::from_utf8(decoded).ok().map(Cow::Owned)
}

/// Undoes `%` escapes, or leaves the text as it is where that cannot be done.
pub(crate) fn decode_or_keep(text: &str) -> Cow<'_, str> {
    decode(text).unwrap_or(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("azAZ09-_.!~*'()", "azAZ09-_.!~*'()")]
    #[case("+/= ", "%2B%2F%3D%20")]
    #[case("a%b", "a%25b")]
    #[case(";,?:@&$#\"", "%3B%2C%3F%3A%40%26%24%23%22")]
    #[case("ä€😀", "%C3%A4%E2%82%AC%F0%9F%98%80")]
    fn escaping_is_what_javascript_does_and_can_be_undone(
        #[case] text: &str,
        #[case] escaped: &str,
    ) {
        assert_eq!(encode(text), escaped);
        assert_eq!(decode(escaped).as_deref(), Some(text));
    }

    #[rstest]
    #[case("%")]
    #[case("a%2")]
    #[case("%zz")]
    #[case("%+1")]
    #[case("%C3")]
    #[case("%ff")]
    fn what_javascript_throws_at_is_refused_or_kept(#[case] text: &str) {
        assert_eq!(decode(text), None);
        assert_eq!(decode_or_keep(text), text);
    }

    #[test]
    fn lower_case_escapes_and_plus_signs_are_read_as_javascript_does() {
        assert_eq!(decode("%2f+%2B").as_deref(), Some("/++"));
    }
}
