use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P521_SHA512_FIXED, ParsedPublicKey, UnparsedPublicKey,
};
use jsonwebtoken::crypto::aws_lc;
use jsonwebtoken::{DecodingKey, DecodingKeyKind};

use crate::{Algorithm, Refusal, ed25519};

/// One key to verify with, bound to the one algorithm it is used with (RFC 8725 §3.1)
#[derive(Clone, derive_more::Debug)]
pub(crate) struct VerifyingKey {
    pub(crate) algorithm: Algorithm,
    #[debug(skip)]
    material: DecodingKey,
}

impl VerifyingKey {
    pub(crate) fn shared(secret: &[u8]) -> Self {
        Self { algorithm: Algorithm::Hs256, material: DecodingKey::from_secret(secret) }
    }

    pub(crate) fn ed25519(x: &[u8; 32]) -> Result<Self, Refusal> {
        if ed25519::is_weak(*x) {
            return Err(Refusal::WeakPoint);
        }
        Ok(Self { algorithm: Algorithm::EdDsa, material: DecodingKey::from_ed_der(x) })
    }

    pub(crate) fn p256(x: &[u8; 32], y: &[u8; 32]) -> Result<Self, Refusal> {
        // SEC 1 §2.3.3: 4 stands for an uncompressed point.
        let point = [&[4][..], x, y].concat();
        if ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &point).is_err() {
            return Err(Refusal::NotOnCurve);
        }
        Ok(Self { algorithm: Algorithm::Es256, material: DecodingKey::from_ec_der(&point) })
    }

    pub(crate) fn p521(x: &[u8; 66], y: &[u8; 66]) -> Result<Self, Refusal> {
        let point = [&[4][..], x, y].concat();
        if ParsedPublicKey::new(&ECDSA_P521_SHA512_FIXED, &point).is_err() {
            return Err(Refusal::NotOnCurve);
        }
        Ok(Self { algorithm: Algorithm::Es512, material: DecodingKey::from_ec_der(&point) })
    }

    pub(crate) fn rsa(algorithm: Algorithm, n: &[u8], e: &[u8]) -> Result<Self, Refusal> {
        let modulus = bits(n).ok_or(Refusal::BadMember { name: "n" })?;
        if !(2048..=8192).contains(&modulus) || is_even(n) {
            return Err(Refusal::BadModulus);
        }
        // An odd number of 17 bits is 65537 or more; aws-lc takes at most 33 bits.
        let exponent = bits(e).ok_or(Refusal::BadMember { name: "e" })?;
        if !(17..=33).contains(&exponent) || is_even(e) {
            return Err(Refusal::BadExponent);
        }
        Ok(Self { algorithm, material: DecodingKey::from_rsa_raw_components(n, e) })
    }

    /// Whether the signature is this key's over the message
    pub(crate) fn verifies(&self, message: &[u8], signature: Vec<u8>) -> bool {
        let Some(algorithm) = self.algorithm.in_jsonwebtoken() else {
            return self.verifies_p521(message, &signature);
        };
        // The back end is named, not looked up: were the other one compiled in too, by any crate of
        // the program, jsonwebtoken's look-up would panic.
        let verifier = &aws_lc::DEFAULT_PROVIDER.verifier_factory;
        verifier(&algorithm, &self.material)
            .is_ok_and(|key| key.verify(message, &signature).is_ok())
    }

    fn verifies_p521(&self, message: &[u8], signature: &[u8]) -> bool {
        let DecodingKeyKind::SecretOrDer(point) = self.material.kind() else { return false };
        UnparsedPublicKey::new(&ECDSA_P521_SHA512_FIXED, point).verify(message, signature).is_ok()
    }
}

/// The length of a number without the leading zero bytes that RFC 7518 §2 (Base64urlUInt) forbids
fn bits(number: &[u8]) -> Option<usize> {
    let first = number.first().filter(|byte| **byte != 0)?;
    Some(number.len() * 8 - first.leading_zeros() as usize)
}

fn is_even(number: &[u8]) -> bool {
    number.last().is_none_or(|lowest| lowest % 2 == 0)
}
