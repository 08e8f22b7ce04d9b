use derive_more::Display;

use crate::{Fault, base64url};

/// What a token is judged by, in the order in which [`verify`](crate::verify) looks; what was
/// revoked is looked at after that
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Display)]
pub enum Rule {
    /// Length, three segments, base64url
    #[display("form: three segments of base64url")]
    Form,
    /// Its JSON, and parameters that are refused or mistyped
    #[display("header: JSON with alg, typ and kid as they should be")]
    Header,
    /// There is a key of that name, for that algorithm
    #[display("key: kid names a key, and alg is the algorithm of it")]
    Key,
    /// The signature is the key's
    #[display("signature: made with that key")]
    Signature,
    /// Their JSON, what is required, and types
    #[display("claims: JSON with exp, iss, aud and sub, each of its type")]
    Claims,
    /// `iss`
    #[display("issuer: iss is the expected issuer")]
    Issuer,
    /// `aud`
    #[display("audience: aud holds an expected audience")]
    Audience,
    /// `exp`, `nbf` and `iat`
    #[display("time: begun, not over, and not good for too long")]
    Time,
    /// Not on the [list](crate::RevocationList) of what was revoked, where there is one
    #[display("revocation: its session was not ended")]
    Revocation,
}

impl Rule {
    /// All of them, in order
    pub const ALL: [Self; 9] = [
        Self::Form,
        Self::Header,
        Self::Key,
        Self::Signature,
        Self::Claims,
        Self::Issuer,
        Self::Audience,
        Self::Time,
        Self::Revocation,
    ];
}

impl Fault {
    /// The rule that is broken
    pub fn rule(&self) -> Rule {
        match self {
            Self::TooLong | Self::NotThreeSegments | Self::NotBase64Url { .. } => Rule::Form,
            Self::Header(_)
            | Self::RefusedParameter { .. }
            | Self::NoAlgorithm
            | Self::WrongType
            | Self::BadKid => Rule::Header,
            Self::AlgorithmNotAllowed | Self::NoKid | Self::UnknownKey { .. } => Rule::Key,
            Self::BadSignature => Rule::Signature,
            Self::Claims(_)
            | Self::MissingClaim { .. }
            | Self::MistypedClaim { .. }
            | Self::NegativeTime { .. }
            | Self::BadSubject => Rule::Claims,
            Self::WrongIssuer => Rule::Issuer,
            Self::WrongAudience => Rule::Audience,
            Self::NotYetValid | Self::IssuedInFuture | Self::LivesTooLong | Self::Expired => {
                Rule::Time
            }
            Self::Revoked => Rule::Revocation,
        }
    }
}

/// The texts of header and claims as they were sent, for a person to look at: believed by nobody,
/// and never without [`verify`](crate::verify). The signature is left out.
pub fn dissect(token: &str) -> [Option<String>; 2] {
    let mut segments = token.split('.');
    std::array::from_fn(|_| {
        let bytes = base64url::decode(segments.next()?)?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    })
}
