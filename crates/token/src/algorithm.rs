use std::str::FromStr;

use derive_more::{Display, Error};

/// A signature algorithm that Ownly signs or verifies with
///
/// Display and [`FromStr`] use the names of the JWA registry (RFC 7518 §3.1, RFC 8037 §3.1), which
/// are case-sensitive. Nothing else is on the list: no `none`, no SHA-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display)]
#[display("{}", self.as_str())]
pub enum Algorithm {
    /// `EdDSA` with Ed25519 (RFC 8037); Better Auth's default
    EdDsa,
    /// `ES256`: ECDSA on P-256 with SHA-256
    Es256,
    /// `ES512`: ECDSA on P-521 with SHA-512. jsonwebtoken does not know it; Better Auth does.
    Es512,
    /// `RS256`: RSASSA-PKCS1-v1_5 with SHA-256
    Rs256,
    /// `PS256`: RSASSA-PSS with SHA-256
    Ps256,
    /// `HS256`: HMAC with SHA-256, the one symmetric algorithm
    Hs256,
}

impl Algorithm {
    /// The name in the JWA registry
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EdDsa => "EdDSA",
            Self::Es256 => "ES256",
            Self::Es512 => "ES512",
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Hs256 => "HS256",
        }
    }

    /// `crv` of the keys that sign with it, where keys of its kind are on a curve
    pub const fn curve(self) -> Option<&'static str> {
        match self {
            Self::EdDsa => Some("Ed25519"),
            Self::Es256 => Some("P-256"),
            Self::Es512 => Some("P-521"),
            Self::Rs256 | Self::Ps256 | Self::Hs256 => None,
        }
    }

    /// What a key that names no `alg` is used with: the algorithm that is `preferred`, if it is one
    /// for keys of that kind, or else the one that is most used with them; nothing for a kind that
    /// signs no tokens
    pub fn of_unnamed_key(jwk: &serde_json::Value, preferred: Self) -> Option<Self> {
        let text = |name| jwk.get(name).and_then(serde_json::Value::as_str);
        match (text("kty")?, text("crv")) {
            ("OKP", Some("Ed25519")) => Some(Self::EdDsa),
            ("EC", Some("P-256")) => Some(Self::Es256),
            ("EC", Some("P-521")) => Some(Self::Es512),
            ("RSA", _) if preferred == Self::Ps256 => Some(Self::Ps256),
            ("RSA", _) => Some(Self::Rs256),
            _ => None,
        }
    }

    pub(crate) const fn is_symmetric(self) -> bool {
        match self {
            Self::Hs256 => true,
            Self::EdDsa | Self::Es256 | Self::Es512 | Self::Rs256 | Self::Ps256 => false,
        }
    }

    /// `None` for ES512, which aws-lc is asked for directly
    pub(crate) const fn in_jsonwebtoken(self) -> Option<jsonwebtoken::Algorithm> {
        match self {
            Self::EdDsa => Some(jsonwebtoken::Algorithm::EdDSA),
            Self::Es256 => Some(jsonwebtoken::Algorithm::ES256),
            Self::Es512 => None,
            Self::Rs256 => Some(jsonwebtoken::Algorithm::RS256),
            Self::Ps256 => Some(jsonwebtoken::Algorithm::PS256),
            Self::Hs256 => Some(jsonwebtoken::Algorithm::HS256),
        }
    }
}

/// A name that stands for no [`Algorithm`]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, Error)]
#[display("not a supported algorithm: EdDSA, ES256, ES512, RS256, PS256 and HS256 are")]
pub struct UnknownAlgorithm;

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    /// Reads a JWA name
    ///
    /// `Ed25519`, the name of RFC 9864 §2.2 for EdDSA on that curve, is [`Algorithm::EdDsa`] too:
    /// no other Edwards curve is supported, so the two names mean the same here.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "EdDSA" | "Ed25519" => Ok(Self::EdDsa),
            "ES256" => Ok(Self::Es256),
            "ES512" => Ok(Self::Es512),
            "RS256" => Ok(Self::Rs256),
            "PS256" => Ok(Self::Ps256),
            "HS256" => Ok(Self::Hs256),
            _ => Err(UnknownAlgorithm),
        }
    }
}
