mod der;
mod ec;
mod fault;
mod okp;
mod rsa;

use std::sync::Arc;

use aws_lc_rs::signature::Ed25519KeyPair;
use jsonwebtoken::EncodingKey;
use jsonwebtoken::crypto::aws_lc;
use serde::Serialize;
use serde_json::Value;

use crate::{Algorithm, MAX_TOKEN_BYTES, WeakSecret, base64url, jwk, kid};

pub use fault::{KeyError, SignError};

/// A private key in the form of RFC 5208
type Pkcs8 = Vec<u8>;

/// A key to sign tokens with
///
/// Debug output shows name and algorithm only.
#[derive(Clone, derive_more::Debug)]
pub struct SigningKey {
    kid: Option<String>,
    algorithm: Algorithm,
    /// PKCS #8 of a private key, PKCS #1 of an RSA key, or the shared secret as it is; wiped from
    /// memory on drop
    #[debug(skip)]
    material: EncodingKey,
    /// The same taken apart: with Ed25519 that takes as long as to sign. aws-lc wipes it on drop.
    #[debug(skip)]
    ed25519: Option<Arc<Ed25519KeyPair>>,
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
        Self::named(kid.into(), Algorithm::EdDsa, || okp::from_seed(&seed))
    }

    /// A key for an algorithm of ECDSA or RSA, which aws-lc makes with randomness of its own: it
    /// takes none. An RSA key has 2048 bits and takes some tenths of a second.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unsupported`] for the other algorithms, [`KeyError::BadKid`], or
    /// [`KeyError::Refused`].
    pub fn generate(kid: impl Into<String>, algorithm: Algorithm) -> Result<Self, KeyError> {
        Self::named(kid.into(), algorithm, || match algorithm {
            Algorithm::Es256 => ec::P256.generate(),
            Algorithm::Es512 => ec::P521.generate(),
            Algorithm::Rs256 | Algorithm::Ps256 => rsa::generate(),
            Algorithm::EdDsa | Algorithm::Hs256 => Err(KeyError::Unsupported),
        })
    }

    /// A key out of a private JWK as Better Auth stores it: `{"crv", "d", "x", "kty"}` for EdDSA,
    /// with `y` too for ECDSA, and `{"kty", "n", "e", "d", "p", "q", "dp", "dq", "qi"}` for RSA
    ///
    /// Other members are not looked at.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unsupported`] for a key that the algorithm does not sign with, else what is
    /// wrong with the key.
    pub fn from_private_jwk(
        kid: impl Into<String>,
        algorithm: Algorithm,
        jwk: &Value,
    ) -> Result<Self, KeyError> {
        let members = jwk.as_object().ok_or(KeyError::Unsupported)?;
        let kind = (jwk::text(members, "kty"), jwk::text(members, "crv"));
        Self::named(kid.into(), algorithm, || match (algorithm, kind) {
            (Algorithm::EdDsa, (Some("OKP"), Some("Ed25519"))) => okp::from_jwk(members),
            (Algorithm::Es256, (Some("EC"), Some("P-256"))) => ec::P256.read_jwk(members),
            (Algorithm::Es512, (Some("EC"), Some("P-521"))) => ec::P521.read_jwk(members),
            (Algorithm::Rs256 | Algorithm::Ps256, (Some("RSA"), _)) => rsa::from_jwk(members),
            (
                Algorithm::EdDsa
                | Algorithm::Es256
                | Algorithm::Es512
                | Algorithm::Rs256
                | Algorithm::Ps256
                | Algorithm::Hs256,
                _,
            ) => Err(KeyError::Unsupported),
        })
    }

    /// A secret that issuer and verifier share, for HS256; its tokens have no `kid`
    ///
    /// # Errors
    ///
    /// [`WeakSecret`] if it has fewer than 32 bytes (RFC 7518 §3.2).
    pub fn shared_secret(secret: &[u8]) -> Result<Self, WeakSecret> {
        WeakSecret::check(secret)?;
        let material = EncodingKey::from_secret(secret);
        Ok(Self { kid: None, algorithm: Algorithm::Hs256, material, ed25519: None })
    }

    fn named(
        kid: String,
        algorithm: Algorithm,
        make: impl FnOnce() -> Result<Vec<u8>, KeyError>,
    ) -> Result<Self, KeyError> {
        if !kid::is_fit(&kid) {
            return Err(KeyError::BadKid);
        }
        let der = make()?;
        let material = match algorithm {
            Algorithm::EdDsa => EncodingKey::from_ed_der(&der),
            Algorithm::Es256 | Algorithm::Es512 => EncodingKey::from_ec_der(&der),
            Algorithm::Rs256 | Algorithm::Ps256 => EncodingKey::from_rsa_der(&der),
            Algorithm::Hs256 => return Err(KeyError::Unsupported),
        };
        let ed25519 = match algorithm {
            Algorithm::EdDsa => Some(Arc::new(okp::pair(&der)?)),
            Algorithm::Es256
            | Algorithm::Es512
            | Algorithm::Rs256
            | Algorithm::Ps256
            | Algorithm::Hs256 => None,
        };
        Ok(Self { kid: Some(kid), algorithm, material, ed25519 })
    }

    /// Its name; a shared secret has none
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// What it signs with
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The private JWK that Better Auth encrypts and stores; nothing for a shared secret
    pub fn private_jwk(&self) -> Option<Value> {
        let der = self.material.as_bytes();
        match self.algorithm {
            Algorithm::EdDsa => okp::private_jwk(der),
            Algorithm::Es256 => ec::P256.private_jwk(der),
            Algorithm::Es512 => ec::P521.private_jwk(der),
            Algorithm::Rs256 | Algorithm::Ps256 => rsa::private_jwk(der),
            Algorithm::Hs256 => None,
        }
    }

    /// The public JWK as Better Auth stores it, without `kid` and `alg`; nothing for a shared
    /// secret
    pub fn public_jwk(&self) -> Option<Value> {
        let Some(Value::Object(mut members)) = self.private_jwk() else { return None };
        members.retain(|name, _| !jwk::is_private(name));
        Some(Value::Object(members))
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
        let signature = self.signature(token.as_bytes()).ok_or(SignError::NotSigned)?;
        token.push('.');
        token.push_str(&base64url::encode(signature));
        let length = token.len();
        if length > MAX_TOKEN_BYTES { Err(SignError::TooLong { length }) } else { Ok(token) }
    }

    fn signature(&self, message: &[u8]) -> Option<Vec<u8>> {
        if let Some(pair) = &self.ed25519 {
            return Some(pair.sign(message).as_ref().to_vec());
        }
        let Some(algorithm) = self.algorithm.in_jsonwebtoken() else {
            return ec::P521.sign(self.material.as_bytes(), message);
        };
        let signer = &aws_lc::DEFAULT_PROVIDER.signer_factory;
        signer(&algorithm, &self.material).ok()?.try_sign(message).ok()
    }
}
