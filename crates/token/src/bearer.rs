use derive_more::{Display, Error};

use crate::MAX_TOKEN_BYTES;

/// Why a request holds no bearer token that could be judged
///
/// The texts hold nothing of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, Error)]
pub enum BearerFault {
    /// No `Authorization` header, or another scheme: the answer names no error (RFC 6750 §3)
    #[display("the request has no bearer token")]
    Missing,
    /// Two headers, no token, or not one word of visible ASCII without comma and quotation mark:
    /// `invalid_request` (RFC 6750 §3.1)
    #[display("the Authorization header does not hold exactly one bearer token")]
    Malformed,
    /// More than [`MAX_TOKEN_BYTES`]
    #[display("the bearer token is longer than {MAX_TOKEN_BYTES} bytes")]
    TooLong,
}

const SCHEME: &[u8] = b"Bearer";

/// Finds the bearer token among the values of all `Authorization` headers of a request
///
/// Pass every header of that name: looking at the first one only would let a proxy and this server
/// see different tokens. The scheme's name is case-insensitive and followed by one or more spaces
/// (RFC 9110 §11.4, RFC 6750 §2.1). Characters that a JWT cannot hold but that leave it one word,
/// such as `=`, `+` or `%`, are let through: they make a bad token, which [`verify`](crate::verify)
/// refuses, not a bad request.
///
/// # Errors
///
/// See [`BearerFault`].
pub fn bearer<'h>(
    mut authorization: impl Iterator<Item = &'h [u8]>,
) -> Result<&'h str, BearerFault> {
    let value = authorization.next().ok_or(BearerFault::Missing)?;
    if authorization.next().is_some() {
        return Err(BearerFault::Malformed);
    }
    let value = without_outer_space(value);
    let (scheme, rest) = value.split_at_checked(SCHEME.len()).ok_or(BearerFault::Missing)?;
    if !scheme.eq_ignore_ascii_case(SCHEME) || rest.first().is_some_and(continues_a_scheme) {
        return Err(BearerFault::Missing);
    }
    let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
    if spaces == 0 {
        return Err(BearerFault::Malformed);
    }
    let token = &rest[spaces..];
    if token.len() > MAX_TOKEN_BYTES {
        return Err(BearerFault::TooLong);
    }
    // All of it without a way out in between, which the compiler does many bytes at a time.
    if !token.iter().fold(true, |so_far, byte| so_far & is_of_one_word(*byte)) {
        return Err(BearerFault::Malformed);
    }
    str::from_utf8(token).map_err(|_| BearerFault::Malformed)
}

/// White space around a field's value is not part of it (RFC 9110 §5.5)
fn without_outer_space(value: &[u8]) -> &[u8] {
    let is_inner = |byte: &u8| !matches!(byte, b' ' | b'\t');
    let start = value.iter().position(is_inner).unwrap_or(value.len());
    let end = value.iter().rposition(is_inner).map_or(start, |last| last + 1);
    &value[start..end]
}

/// `Bearerx` is the name of another scheme; `Bearer,` is no name at all (RFC 9110 §5.6.2)
fn continues_a_scheme(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte)
}

fn is_of_one_word(byte: u8) -> bool {
    byte.is_ascii_graphic() && byte != b',' && byte != b'"'
}
