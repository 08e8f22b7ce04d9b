use aws_lc_rs::encoding::AsBigEndian;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use derive_more::{Display, Error};
use jsonwebtoken::EncodingKey;
use jsonwebtoken::crypto::aws_lc;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{Algorithm, MAX_TOKEN_BYTES, WeakSecret, base64url, jwk, kid};

/// A key to sign tokens with
///
/// Debug output shows name and algorithm only.
#[derive(Clone, derive_more::Debug)]
pub struct SigningKey {
    kid: Option<String>,
    algorithm: Algorithm,
    /// PKCS #8 of a private key, or the shared secret as it is; wiped from memory on drop
    #[debug(skip)]
    material: EncodingKey,
}

/// Why something is no key to sign with
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, Error)]
pub enum KeyError {
    /// The name is not 1 to 255 bytes, or holds a control character
    #[display("kid is not the name of a key")]
    BadKid,
    /// Not an object with `kty` and `crv` of an Ed25519 key; other keys cannot sign yet
    #[display("only Ed25519 keys can sign")]
    Unsupported,
    /// A member is missing, or is not canonical base64url of 32 bytes
    #[display("{name} is missing or malformed")]
    BadMember {
        /// `d` or `x`
        name: &'static str,
    },
    /// `x` is not the public half of `d`
    #[display("the public half belongs to another key")]
    Mismatch,
    /// The cryptographic library takes no such key
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

#[derive(Serialize)]
struct Header<'k> {
    alg: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid: Option<&'k str>,
}

impl SigningKey {
    /// An Ed25519 key from 32 random bytes, the seed of RFC 8032 §5.1.5
    ///
    /// # Errors
    ///
    /// [`KeyError::BadKid`], or [`KeyError::Refused`].
    pub fn generate_ed25519(kid: impl Into<String>, seed: [u8; 32]) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| KeyError::Refused)?;
        Self::ed25519(kid.into(), &pair)
    }

    /// A key out of a private JWK as Better Auth stores it: `{"crv", "d", "x", "kty"}`
    ///
    /// Other members are not looked at.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unsupported`] for all but Ed25519 keys, else what is wrong with the key.
    pub fn from_private_jwk(kid: impl Into<String>, jwk: &Value) -> Result<Self, KeyError> {
        let members = jwk.as_object().ok_or(KeyError::Unsupported)?;
        let kind = (jwk::text(members, "kty"), jwk::text(members, "crv"));
        if kind != (Some("OKP"), Some("Ed25519")) {
            return Err(KeyError::Unsupported);
        }
        let half = |name| {
            let bytes = jwk::bytes(members, name).filter(|bytes| bytes.len() == 32);
            bytes.ok_or(KeyError::BadMember { name })
        };
        let pair = Ed25519KeyPair::from_seed_and_public_key(&half("d")?, &half("x")?)
            .map_err(|_| KeyError::Mismatch)?;
        Self::ed25519(kid.into(), &pair)
    }

    /// A secret that issuer and verifier share, for HS256; its tokens have no `kid`
    ///
    /// # Errors
    ///
    /// [`WeakSecret`] if it has fewer than 32 bytes (RFC 7518 §3.2).
    pub fn shared_secret(secret: &[u8]) -> Result<Self, WeakSecret> {
        WeakSecret::check(secret)?;
        let material = EncodingKey::from_secret(secret);
        Ok(Self { kid: None, algorithm: Algorithm::Hs256, material })
    }

    fn ed25519(kid: String, pair: &Ed25519KeyPair) -> Result<Self, KeyError> {
        if !kid::is_fit(&kid) {
            return Err(KeyError::BadKid);
        }
        let pkcs8 = pair.to_pkcs8v1().map_err(|_| KeyError::Refused)?;
        let material = EncodingKey::from_ed_der(pkcs8.as_ref());
        Ok(Self { kid: Some(kid), algorithm: Algorithm::EdDsa, material })
    }

    /// Its name; a shared secret has none
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// What it signs with
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The private JWK `{"crv", "d", "x", "kty"}` that Better Auth encrypts and stores; nothing for
    /// a shared secret
    pub fn private_jwk(&self) -> Option<Value> {
        let pair = self.ed25519_pair()?;
        let seed = pair.seed().ok()?.as_be_bytes().ok()?;
        let (d, x) = (base64url::encode(&*seed), base64url::encode(pair.public_key()));
        Some(json!({ "crv": "Ed25519", "d": d, "x": x, "kty": "OKP" }))
    }

    /// The public JWK `{"crv", "x", "kty"}` as Better Auth stores it, without `kid` and `alg`;
    /// nothing for a shared secret
    pub fn public_jwk(&self) -> Option<Value> {
        let x = base64url::encode(self.ed25519_pair()?.public_key());
        Some(json!({ "crv": "Ed25519", "x": x, "kty": "OKP" }))
    }

    fn ed25519_pair(&self) -> Option<Ed25519KeyPair> {
        match self.algorithm {
            Algorithm::EdDsa => Ed25519KeyPair::from_pkcs8(self.material.as_bytes()).ok(),
            Algorithm::Es256 | Algorithm::Rs256 | Algorithm::Ps256 | Algorithm::Hs256 => None,
        }
    }

    /// Makes a token whose header is `{"alg", "kid"}` and has no `typ`, as Better Auth does, or
    /// `{"alg"}` for a shared secret
    ///
    /// The claims are signed as they are: `exp` and the rest of what [`verify`](crate::verify)
    /// requires are the caller's business.
    ///
    /// # Errors
    ///
    /// See [`SignError`]. A Better Auth token holds the whole user: one with a picture written out
    /// as a `data:` URL is likely to be [`SignError::TooLong`].
    pub fn sign(&self, claims: &impl Serialize) -> Result<String, SignError> {
        let header = Header { alg: self.algorithm.as_str(), kid: self.kid() };
        let header = serde_json::to_vec(&header).map_err(SignError::NotJson)?;
        let claims = serde_json::to_vec(claims).map_err(SignError::NotJson)?;
        if claims.first() != Some(&b'{') {
            return Err(SignError::NotAnObject);
        }
        let mut token = format!("{}.{}", base64url::encode(header), base64url::encode(claims));
        let signer = &aws_lc::DEFAULT_PROVIDER.signer_factory;
        let signature = signer(&self.algorithm.in_jsonwebtoken(), &self.material)
            .map_err(|_| SignError::NotSigned)?
            .try_sign(token.as_bytes())
            .map_err(|_| SignError::NotSigned)?;
        token.push('.');
        token.push_str(&base64url::encode(signature));
        let length = token.len();
        if length > MAX_TOKEN_BYTES { Err(SignError::TooLong { length }) } else { Ok(token) }
    }
}
