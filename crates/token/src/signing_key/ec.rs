//! ECDSA keys on P-256 and P-521: `{"kty", "x", "y", "crv", "d"}` (RFC 7518 §6.2)

use aws_lc_rs::encoding::AsBigEndian;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm, KeyPair,
};
use serde_json::{Map, Value, json};

use super::{KeyError, Pkcs8};
use crate::base64url;
use crate::jwk;

/// A curve, with the one algorithm that is used on it
#[derive(Clone, Copy)]
pub(super) struct Curve {
    /// `crv`
    pub(super) name: &'static str,
    /// Of a coordinate and of `d`
    bytes: usize,
    signing: &'static EcdsaSigningAlgorithm,
}

pub(super) const P256: Curve =
    Curve { name: "P-256", bytes: 32, signing: &ECDSA_P256_SHA256_FIXED_SIGNING };
pub(super) const P521: Curve =
    Curve { name: "P-521", bytes: 66, signing: &ECDSA_P521_SHA512_FIXED_SIGNING };

impl Curve {
    pub(super) fn generate(self) -> Result<Pkcs8, KeyError> {
        pkcs8(&EcdsaKeyPair::generate(self.signing).map_err(|_| KeyError::Refused)?)
    }

    pub(super) fn read_jwk(self, members: &Map<String, Value>) -> Result<Pkcs8, KeyError> {
        let member = |name| {
            let bytes = jwk::bytes(members, name).filter(|bytes| bytes.len() == self.bytes);
            bytes.ok_or(KeyError::BadMember { name })
        };
        // SEC 1 §2.3.3: 4 stands for an uncompressed point.
        let point = [&[4][..], &member("x")?, &member("y")?].concat();
        let d = member("d")?;
        let pair = EcdsaKeyPair::from_private_key_and_public_key(self.signing, &d, &point);
        pkcs8(&pair.map_err(|_| KeyError::Mismatch)?)
    }

    pub(super) fn private_jwk(self, pkcs8: &[u8]) -> Option<Value> {
        let pair = EcdsaKeyPair::from_pkcs8(self.signing, pkcs8).ok()?;
        let d = pair.private_key().as_be_bytes().ok()?;
        let point = pair.public_key().as_ref();
        let (x, y) = point.get(1..)?.split_at_checked(self.bytes)?;
        let [x, y, d] = [x, y, d.as_ref()].map(base64url::encode);
        Some(json!({ "kty": "EC", "x": x, "y": y, "crv": self.name, "d": d }))
    }

    /// The signature in the form of RFC 7518 §3.4
    pub(super) fn sign(self, pkcs8: &[u8], message: &[u8]) -> Option<Vec<u8>> {
        let pair = EcdsaKeyPair::from_pkcs8(self.signing, pkcs8).ok()?;
        let signature = pair.sign(&SystemRandom::new(), message).ok()?;
        Some(signature.as_ref().to_vec())
    }
}

fn pkcs8(pair: &EcdsaKeyPair) -> Result<Pkcs8, KeyError> {
    Ok(pair.to_pkcs8v1().map_err(|_| KeyError::Refused)?.as_ref().to_vec())
}
