//! One JSON Web Key (RFC 7517) and whether it may verify tokens

use serde_json::{Map, Value};

use crate::public_key::VerifyingKey;
use crate::{Algorithm, Refusal, base64url, kid};

/// Members of private keys (RFC 7518 §6.2.2, §6.3.2, §6.4.1; RFC 8037 §2)
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Whether a member of that name is no business of whoever may read the set
pub(crate) fn is_private(name: &str) -> bool {
    PRIVATE.contains(&name)
}

/// The key and its name
pub(crate) fn import(jwk: &Value) -> Result<(String, VerifyingKey), Refusal> {
    let members = jwk.as_object().ok_or(Refusal::NotAnObject)?;
    if !members.contains_key("kid") {
        return Err(Refusal::NoKid);
    }
    let kid = kid_of(jwk).ok_or(Refusal::BadKid)?;
    let kty = text(members, "kty").ok_or(Refusal::NoKeyType)?;
    if kty == "oct" {
        return Err(Refusal::Symmetric);
    }
    if PRIVATE.iter().any(|name| members.contains_key(*name)) {
        return Err(Refusal::Private);
    }
    if members.get("use").is_some_and(|purpose| purpose != "sig") {
        return Err(Refusal::WrongUse);
    }
    if members.get("key_ops").is_some_and(|operations| !is_to_verify(operations)) {
        return Err(Refusal::WrongKeyOps);
    }
    let key = match kty {
        "OKP" => ed25519(members)?,
        "EC" if text(members, "crv") == Some("P-521") => p521(members)?,
        "EC" => p256(members)?,
        "RSA" => rsa(members)?,
        _ => return Err(Refusal::UnsupportedKeyType),
    };
    Ok((kid.to_owned(), key))
}

/// The name of the key, if it has one that a key may have
pub(crate) fn kid_of(jwk: &Value) -> Option<&str> {
    jwk.get("kid")?.as_str().filter(|name| kid::is_fit(name))
}

fn ed25519(members: &Map<String, Value>) -> Result<VerifyingKey, Refusal> {
    on_curve(members, "Ed25519")?;
    algorithm(members, &[Algorithm::EdDsa])?;
    VerifyingKey::ed25519(&coordinate(members, "x")?)
}

fn p256(members: &Map<String, Value>) -> Result<VerifyingKey, Refusal> {
    on_curve(members, "P-256")?;
    algorithm(members, &[Algorithm::Es256])?;
    VerifyingKey::p256(&coordinate(members, "x")?, &coordinate(members, "y")?)
}

fn p521(members: &Map<String, Value>) -> Result<VerifyingKey, Refusal> {
    algorithm(members, &[Algorithm::Es512])?;
    VerifyingKey::p521(&coordinate(members, "x")?, &coordinate(members, "y")?)
}

fn rsa(members: &Map<String, Value>) -> Result<VerifyingKey, Refusal> {
    let algorithm = algorithm(members, &[Algorithm::Rs256, Algorithm::Ps256])?;
    let n = bytes(members, "n").ok_or(Refusal::BadMember { name: "n" })?;
    let e = bytes(members, "e").ok_or(Refusal::BadMember { name: "e" })?;
    VerifyingKey::rsa(algorithm, &n, &e)
}

fn on_curve(members: &Map<String, Value>, curve: &str) -> Result<(), Refusal> {
    if text(members, "crv") == Some(curve) { Ok(()) } else { Err(Refusal::UnsupportedCurve) }
}

/// The one algorithm of the key: `alg` if it is among those that fit, else the first of them
///
/// An RSA key without `alg` is therefore for RS256 alone. Taking it for PS256 too would let the
/// token choose, and RFC 8725 §3.1 wants each key used with exactly one algorithm; issuers that
/// leave `alg` out sign with RS256.
fn algorithm(members: &Map<String, Value>, fitting: &[Algorithm]) -> Result<Algorithm, Refusal> {
    let chosen = match members.get("alg") {
        None => fitting.first().copied(),
        Some(name) => name.as_str().and_then(|name| name.parse().ok()),
    };
    chosen.filter(|algorithm| fitting.contains(algorithm)).ok_or(Refusal::WrongAlgorithm)
}

fn is_to_verify(operations: &Value) -> bool {
    operations.as_array().is_some_and(|operations| {
        operations.iter().all(Value::is_string) && operations.iter().any(|name| name == "verify")
    })
}

/// Of as many bytes as the curve's field has (RFC 7518 §6.2.1.2)
fn coordinate<const N: usize>(
    members: &Map<String, Value>,
    name: &'static str,
) -> Result<[u8; N], Refusal> {
    let bytes = bytes(members, name).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or(Refusal::BadMember { name })
}

pub(crate) fn text<'j>(members: &'j Map<String, Value>, name: &str) -> Option<&'j str> {
    members.get(name)?.as_str()
}

pub(crate) fn bytes(members: &Map<String, Value>, name: &str) -> Option<Vec<u8>> {
    base64url::decode(text(members, name)?)
}
