use derive_more::{Display, Error};

use crate::MAX_TOKEN_BYTES;

/// Why something is no key to sign with
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, Error)]
pub enum KeyError {
    /// The name is not 1 to 255 bytes, or holds a control character
    #[display("kid is not the name of a key")]
    BadKid,
    /// Not an object whose `kty` and `crv` are those of the algorithm's keys, or an algorithm
    /// without key pairs
    #[display("the key is not of the kind that its algorithm signs with")]
    Unsupported,
    /// A member is missing, or is not canonical base64url of the right length
    #[display("{name} is missing or malformed")]
    BadMember {
        /// `d`, `x` and so on
        name: &'static str,
    },
    /// The members do not belong to one key
    #[display("the halves of the key belong to different keys")]
    Mismatch,
    /// The cryptographic library takes or makes no such key
    #[display("the cryptographic library refuses the key")]
    Refused,
}

/// Why a token was not made
#[derive(Debug, Display, Error)]
pub enum SignError {
    /// The claims cannot be written as JSON
    #[display("the claims cannot be written as JSON")]
    NotJson(serde_json::Error),
    /// The claims are a JSON value other than an object (RFC 7519 §4)
    #[display("the claims are not a JSON object")]
    NotAnObject,
    /// The token would be longer than [`MAX_TOKEN_BYTES`], which [`verify`](crate::verify) refuses
    #[display("the token has {length} bytes, and at most {MAX_TOKEN_BYTES} are taken")]
    TooLong {
        /// Its length in bytes
        length: usize,
    },
    /// The cryptographic library did not sign
    #[display("the cryptographic library did not sign")]
    NotSigned,
}
