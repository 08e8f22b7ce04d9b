//! RSA keys of two primes: `{"kty", "n", "e", "d", "p", "q", "dp", "dq", "qi"}` (RFC 7518 §6.3)

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{KeyPairComponents, KeySize, PublicKeyComponents};
use aws_lc_rs::signature::RsaKeyPair;
use serde_json::{Map, Value};

use super::{KeyError, der};
use crate::base64url;
use crate::jwk;

/// The members, in the order of `RSAPrivateKey` (RFC 8017 §A.1.2)
const MEMBERS: [&str; 8] = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];

/// An `RSAPrivateKey` (RFC 8017 §A.1.2), which is the form that jsonwebtoken reads
pub(super) type Pkcs1 = Vec<u8>;

/// A key of 2048 bits, as Better Auth makes them
pub(super) fn generate() -> Result<Pkcs1, KeyError> {
    pkcs1(&RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::Refused)?)
}

pub(super) fn from_jwk(members: &Map<String, Value>) -> Result<Pkcs1, KeyError> {
    let member = |name| {
        let number = jwk::bytes(members, name).filter(|number| !number.is_empty());
        number.ok_or(KeyError::BadMember { name })
    };
    let components = KeyPairComponents {
        public_key: PublicKeyComponents { n: member("n")?, e: member("e")? },
        d: member("d")?,
        p: member("p")?,
        q: member("q")?,
        dP: member("dp")?,
        dQ: member("dq")?,
        qInv: member("qi")?,
    };
    pkcs1(&RsaKeyPair::from_components(&components).map_err(|_| KeyError::Mismatch)?)
}

fn pkcs1(pair: &RsaKeyPair) -> Result<Pkcs1, KeyError> {
    let pkcs8 = pair.as_der().map_err(|_| KeyError::Refused)?;
    der::private_key(pkcs8.as_ref()).map(<[u8]>::to_vec).ok_or(KeyError::Refused)
}

pub(super) fn private_jwk(pkcs1: &[u8]) -> Option<Value> {
    let numbers = der::integers(pkcs1)?;
    // The version comes first.
    let numbers = numbers.get(1..).filter(|numbers| numbers.len() == MEMBERS.len())?;
    let texts = numbers.iter().map(|number| Value::String(base64url::encode(number)));
    let mut jwk: Map<_, _> = MEMBERS.map(str::to_owned).into_iter().zip(texts).collect();
    jwk.insert("kty".to_owned(), "RSA".into());
    Some(Value::Object(jwk))
}
