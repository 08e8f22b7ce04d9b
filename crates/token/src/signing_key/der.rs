//! As much of DER (X.690 §8 to §10) as taking apart an RSA key of aws-lc's own writing takes

const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const SEQUENCE: u8 = 0x30;

/// The key inside a `PrivateKeyInfo` (RFC 5208 §5), which comes after version and algorithm
pub(super) fn private_key(pkcs8: &[u8]) -> Option<&[u8]> {
    let (info, _) = element(pkcs8, SEQUENCE)?;
    let (_, rest) = element(info, INTEGER)?;
    let (_, rest) = element(rest, SEQUENCE)?;
    Some(element(rest, OCTET_STRING)?.0)
}

/// The numbers of a sequence of nothing else, without the zero that keeps one from being negative
pub(super) fn integers(sequence: &[u8]) -> Option<Vec<&[u8]>> {
    let (mut rest, _) = element(sequence, SEQUENCE)?;
    let mut numbers = Vec::new();
    while !rest.is_empty() {
        let (number, after) = element(rest, INTEGER)?;
        numbers.push(number.strip_prefix(&[0]).unwrap_or(number));
        rest = after;
    }
    Some(numbers)
}

/// What the element holds that the bytes begin with, and what follows it
fn element(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<2>()?;
    if head[0] != tag {
        return None;
    }
    let (length, rest) = match head[1] {
        short @ 0..0x80 => (usize::from(short), rest),
        long => {
            let (length, rest) = rest.split_at_checked(usize::from(long & 0x7f))?;
            let shift = |all: usize, byte: &u8| Some(all.checked_mul(256)? + usize::from(*byte));
            (length.iter().try_fold(0, shift)?, rest)
        }
    };
    rest.split_at_checked(length)
}
