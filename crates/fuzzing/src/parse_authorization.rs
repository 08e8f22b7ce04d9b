use token::{BearerFault, MAX_TOKEN_BYTES, bearer};

/// Each line is a header. A token is taken out of exactly one, whole, and is one word; a request
/// that names the scheme is not told that it has no token.
pub fn parse_authorization(bytes: &[u8]) {
    let headers: Vec<&[u8]> =
        if bytes.is_empty() { Vec::new() } else { bytes.split(|byte| *byte == b'\n').collect() };
    let found = bearer(headers.iter().copied());
    match (found, &headers[..]) {
        (Ok(token), [header]) => {
            assert!(!token.is_empty() && token.len() <= MAX_TOKEN_BYTES);
            let fit = |byte: u8| byte.is_ascii_graphic() && byte != b',' && byte != b'"';
            assert!(token.bytes().all(fit));
            let header = String::from_utf8_lossy(header);
            let (scheme, rest) = header.trim_matches([' ', '\t']).split_once(' ').unwrap();
            assert!(scheme.eq_ignore_ascii_case("bearer"));
            assert_eq!(rest.trim_start_matches(' '), token);
            // What was read is read again.
            let again = format!("Bearer {token}");
            assert_eq!(bearer([again.as_bytes()].into_iter()), Ok(token));
        }
        (Ok(_), _) => panic!("a token out of {} headers", headers.len()),
        (Err(BearerFault::Missing), [_, _, ..]) => panic!("two headers are not no token"),
        (Err(BearerFault::Missing), [header]) => {
            let header = header.to_ascii_lowercase();
            assert!(!header.starts_with(b"bearer ") && header != b"bearer");
        }
        (Err(BearerFault::Missing), []) => {}
        (Err(BearerFault::TooLong), _) => assert!(bytes.len() > MAX_TOKEN_BYTES),
        (Err(BearerFault::Malformed), _) => assert!(!headers.is_empty()),
    }
}
