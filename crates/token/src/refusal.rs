use derive_more::{Display, Error};

use crate::kid::Excerpt;

/// A key of a JWK Set that was not taken up; the other keys of the set do not suffer for it
///
/// (RFC 7517 §5.) Displayed as one line for the log, with the name shortened and escaped.
#[derive(Debug, Clone, PartialEq, Eq, Display)]
#[display("key {}: {reason}", Excerpt(kid.as_deref().unwrap_or("without a name")))]
pub struct RefusedKey {
    /// Its name, if it has one that a key may have
    pub kid: Option<String>,
    /// What is wrong with it
    pub reason: Refusal,
}

/// Why a key is never used to verify with
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, Error)]
pub enum Refusal {
    /// An entry of `keys` that is no JSON object
    #[display("not a JSON object")]
    NotAnObject,
    /// No `kid`: a token could not name the key
    #[display("it has no kid")]
    NoKid,
    /// A `kid` that is no string of 1 to 255 bytes, or holds a control character
    #[display("kid is not the name of a key")]
    BadKid,
    /// More than one usable key has this `kid`. None of them is taken: which one the issuer means
    /// cannot be known (RFC 7517 §4.5). Keys refused for another reason do not count.
    #[display("more than one key has this kid")]
    DuplicateKid,
    /// Beyond the 100 keys that a set may have
    #[display("beyond the {} keys that a set may have", crate::key_set::MAX_KEYS)]
    TooManyKeys,
    /// No `kty`, or not a string (RFC 7517 §4.1)
    #[display("it has no kty, or one that is not a string")]
    NoKeyType,
    /// `kty` is `oct`: a secret that is published is none, and symmetric and asymmetric keys are
    /// never mixed (RFC 8725 §2.1)
    #[display("a symmetric key in a published set")]
    Symmetric,
    /// Members of a private key are there: whoever reads the set can sign with it
    #[display("a private key in a published set")]
    Private,
    /// A `kty` other than OKP, EC and RSA
    #[display("kty is not supported")]
    UnsupportedKeyType,
    /// A `crv` other than Ed25519 for OKP, and P-256 and P-521 for EC
    #[display("crv is not supported")]
    UnsupportedCurve,
    /// An `alg` that is unsupported, is no string or does not fit `kty` and `crv`
    #[display("alg does not fit the key")]
    WrongAlgorithm,
    /// A `use` other than `sig` (RFC 7517 §4.2)
    #[display("use is not sig")]
    WrongUse,
    /// A `key_ops` that is no list of texts, or lacks `verify` (RFC 7517 §4.3)
    #[display("key_ops does not hold verify")]
    WrongKeyOps,
    /// A member of the public key is missing, is not canonical base64url or has the wrong length
    #[display("{name} is missing or malformed")]
    BadMember {
        /// `x`, `y`, `n` or `e`
        name: &'static str,
    },
    /// An Ed25519 point of small order, which one signature fits whatever the message is, or a
    /// second spelling of a point (RFC 8032 §5.1.3)
    #[display("x is a point of small order or not canonical")]
    WeakPoint,
    /// `x` and `y` are no point of the curve
    #[display("x and y are not on the curve")]
    NotOnCurve,
    /// An RSA modulus that is even, under 2048 bits (RFC 7518 §3.3) or over 8192
    #[display("n is not an odd number of 2048 to 8192 bits")]
    BadModulus,
    /// An RSA exponent that is even, under 65537 (FIPS 186-5 §5.1: over 2^16) or over 33 bits
    #[display("e is not an odd number of at least 65537 and at most 33 bits")]
    BadExponent,
}
