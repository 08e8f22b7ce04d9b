use derive_more::{Display, Error};

use crate::kid::Excerpt;
use crate::{JsonFault, MAX_TOKEN_BYTES};

/// The rule that a token breaks: the first one, in the order in which [`verify`](crate::verify)
/// looks
///
/// For the log only. A client learns no more than that the token is bad or, where
/// [`is_expired`](Self::is_expired), that it is over. The texts hold nothing of the token but the
/// start of an unknown `kid`, escaped.
#[derive(Debug, Clone, PartialEq, Eq, Display, Error)]
pub enum Fault {
    /// More than [`MAX_TOKEN_BYTES`]
    #[display("the token is longer than {MAX_TOKEN_BYTES} bytes")]
    TooLong,
    /// Not the compact serialization of a JWS (RFC 7515 §7.1)
    #[display("the token does not have three segments")]
    NotThreeSegments,
    /// A segment that is not unpadded, canonical base64url (RFC 7515 §2)
    #[display("the {segment} is not canonical base64url")]
    NotBase64Url {
        /// Which of the three
        segment: Segment,
    },
    /// The header's JSON
    #[display("the header {_0}")]
    Header(JsonFault),
    /// A header parameter that is refused wherever it appears (RFC 7515 §4.1.11, RFC 8725 §3.10)
    #[display("the header has the parameter {name}")]
    RefusedParameter {
        /// Its name
        name: &'static str,
    },
    /// No `alg`, or not a string
    #[display("the header has no alg, or one that is not a string")]
    NoAlgorithm,
    /// An `alg` that is unknown, or is not the one of the selected key (RFC 8725 §3.1)
    #[display("alg is not the algorithm of the key")]
    AlgorithmNotAllowed,
    /// A `typ` other than `JWT` and `at+jwt` (RFC 8725 §3.11). Better Auth signs other kinds of
    /// token with the same keys.
    #[display("typ names another kind of token")]
    WrongType,
    /// A `kid` that is no string of 1 to 255 bytes, or holds a control character
    #[display("kid is not the name of a key")]
    BadKid,
    /// No `kid`, though the key set names its keys
    #[display("the header has no kid")]
    NoKid,
    /// A `kid` that the key set lacks: ask the source for a newer set, once
    #[display("no key is named {}", Excerpt(kid))]
    UnknownKey {
        /// The name, as the token has it
        kid: String,
    },
    /// The signature is not the key's over this header and these claims
    #[display("the signature is not the key's")]
    BadSignature,
    /// The claims' JSON
    #[display("the claims set {_0}")]
    Claims(JsonFault),
    /// `exp`, `iss`, `aud` or `sub` is missing
    #[display("the claim {name} is missing")]
    MissingClaim {
        /// Its name
        name: &'static str,
    },
    /// A claim is not of the type that RFC 7519 §4.1 gives it
    #[display("the claim {name} is of the wrong type")]
    MistypedClaim {
        /// Its name
        name: &'static str,
    },
    /// A time before 1970
    #[display("the claim {name} is negative")]
    NegativeTime {
        /// The claim's name
        name: &'static str,
    },
    /// `sub` is no [`Subject`](crate::Subject)
    #[display("sub is not 1 to 255 printable ASCII characters without a space")]
    BadSubject,
    /// `iss` is not the expected issuer
    #[display("iss is not the expected issuer")]
    WrongIssuer,
    /// `aud` holds none of the expected audiences
    #[display("aud holds no expected audience")]
    WrongAudience,
    /// `nbf` is ahead by more than the leeway
    #[display("nbf has not come yet")]
    NotYetValid,
    /// `iat` is ahead by more than the leeway
    #[display("iat has not come yet")]
    IssuedInFuture,
    /// `exp` is ahead by more than [`MAX_LIFETIME`](crate::MAX_LIFETIME) and the leeway
    #[display("exp is too far ahead")]
    LivesTooLong,
    /// `exp` has passed by the leeway or more; nothing else is wrong with the token
    #[display("the token has expired")]
    Expired,
    /// It was revoked; nothing else is wrong with the token. Found by
    /// [`RevocationList::check`](crate::RevocationList::check).
    #[display("the token was revoked")]
    Revoked,
}

/// A part of a token, in its order
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display)]
pub enum Segment {
    /// The first
    #[display("header")]
    Header,
    /// The second
    #[display("claims set")]
    Claims,
    /// The third
    #[display("signature")]
    Signature,
}

impl Fault {
    /// Whether the token was good until its time ran out
    ///
    /// Only then may an answer say `expired`: the signature has been verified and every other claim
    /// fits.
    pub fn is_expired(&self) -> bool {
        *self == Self::Expired
    }

    /// The rule's name, for counters: one of a few, and nothing of the token
    pub fn reason(&self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::NotThreeSegments => "not_three_segments",
            Self::NotBase64Url { .. } => "not_base64url",
            Self::Header(_) => "header_json",
            Self::RefusedParameter { .. } => "refused_parameter",
            Self::NoAlgorithm => "no_algorithm",
            Self::AlgorithmNotAllowed => "algorithm_not_allowed",
            Self::WrongType => "wrong_type",
            Self::BadKid => "bad_kid",
            Self::NoKid => "no_kid",
            Self::UnknownKey { .. } => "unknown_key",
            Self::BadSignature => "bad_signature",
            Self::Claims(_) => "claims_json",
            Self::MissingClaim { .. } => "missing_claim",
            Self::MistypedClaim { .. } => "mistyped_claim",
            Self::NegativeTime { .. } => "negative_time",
            Self::BadSubject => "bad_subject",
            Self::WrongIssuer => "wrong_issuer",
            Self::WrongAudience => "wrong_audience",
            Self::NotYetValid => "not_yet_valid",
            Self::IssuedInFuture => "issued_in_future",
            Self::LivesTooLong => "lives_too_long",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }
}
