//! Ed25519 keys: `{"crv", "d", "x", "kty"}` (RFC 8037 §2)

use aws_lc_rs::encoding::AsBigEndian;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Map, Value, json};

use super::{KeyError, Pkcs8};
use crate::base64url;
use crate::jwk;

pub(super) fn from_seed(seed: &[u8; 32]) -> Result<Pkcs8, KeyError> {
    pkcs8(&Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| KeyError::Refused)?)
}

pub(super) fn from_jwk(members: &Map<String, Value>) -> Result<Pkcs8, KeyError> {
    let half = |name| {
        let bytes = jwk::bytes(members, name).filter(|bytes| bytes.len() == 32);
        bytes.ok_or(KeyError::BadMember { name })
    };
    let pair = Ed25519KeyPair::from_seed_and_public_key(&half("d")?, &half("x")?);
    pkcs8(&pair.map_err(|_| KeyError::Mismatch)?)
}

fn pkcs8(pair: &Ed25519KeyPair) -> Result<Pkcs8, KeyError> {
    Ok(pair.to_pkcs8v1().map_err(|_| KeyError::Refused)?.as_ref().to_vec())
}

pub(super) fn pair(pkcs8: &[u8]) -> Result<Ed25519KeyPair, KeyError> {
    Ed25519KeyPair::from_pkcs8(pkcs8).map_err(|_| KeyError::Refused)
}

pub(super) fn private_jwk(pkcs8: &[u8]) -> Option<Value> {
    let pair = pair(pkcs8).ok()?;
    let seed = pair.seed().ok()?.as_be_bytes().ok()?;
    let (d, x) = (base64url::encode(&*seed), base64url::encode(pair.public_key()));
    Some(json!({ "crv": "Ed25519", "d": d, "x": x, "kty": "OKP" }))
}
