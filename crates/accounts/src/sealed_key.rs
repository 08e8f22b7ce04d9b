//! Private keys at rest: the text of `jwks.privateKey`, as Better Auth 1.7 writes it.
//!
//! The column holds the JSON literal of a string, quotes included. Inside are hex digits of
//! `nonce (24) ‖ ciphertext ‖ tag (16)`: XChaCha20-Poly1305 without associated data under
//! SHA-256(secret). With versioned secrets the string is `$ba$<version>$<hex>`. Where Better Auth is
//! told not to encrypt, the column is the private JWK's JSON object as it is.

use aws_lc_rs::digest::{SHA256, digest};
use chacha20poly1305::{
    Key, XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit},
};
use serde_json::Value;

use crate::{hex, secret::Secret};

const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
const ENVELOPE: &str = "$ba$";

/// Why a stored key cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
pub(crate) enum OpenError {
    /// It was sealed with a secret that is not at hand, or has been tampered with.
    #[display("a private key was sealed with another secret")]
    NotDecryptable,
    /// The column holds something else altogether.
    #[display("a stored private key is malformed")]
    Malformed,
}

/// `SHA-256(secret)` did not seal: only a text of many gigabytes could bring that about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
#[display("a private key could not be sealed")]
pub(crate) struct SealError;

/// The column's text for a private JWK. The nonce is to be random, and never used twice.
pub(crate) fn seal(
    secret: &Secret,
    nonce: [u8; NONCE_BYTES],
    plaintext: &[u8],
) -> Result<String, SealError> {
    Ok(format!("\"{}\"", sealed_hex(secret, nonce, plaintext)?))
}

/// Like [`seal`], with the version of the secret named in an envelope.
#[cfg_attr(not(test), expect(dead_code, reason = "for secrets that are rotated"))]
pub(crate) fn seal_versioned(
    version: u32,
    secret: &Secret,
    nonce: [u8; NONCE_BYTES],
    plaintext: &[u8],
) -> Result<String, SealError> {
    Ok(format!("\"{ENVELOPE}{version}${}\"", sealed_hex(secret, nonce, plaintext)?))
}

/// The private JWK's JSON text. `unversioned` opens what names no version, `versioned` finds the
/// secret of an envelope.
pub(crate) fn open<'a>(
    column: &str,
    unversioned: Option<&'a Secret>,
    versioned: impl FnOnce(u32) -> Option<&'a Secret>,
) -> Result<Secret, OpenError> {
    let sealed = match serde_json::from_str(column) {
        Ok(Value::String(sealed)) => sealed,
        Ok(Value::Object(_)) => return Ok(Secret::from(column.to_owned())),
        Ok(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_)) | Err(_) => {
            return Err(OpenError::Malformed);
        }
    };
    match sealed.strip_prefix(ENVELOPE) {
        None => open_hex(&sealed, unversioned),
        Some(envelope) => {
            let (version, sealed) = envelope.split_once('$').ok_or(OpenError::Malformed)?;
            let version = version.parse().map_err(|_| OpenError::Malformed)?;
            open_hex(sealed, versioned(version))
        }
    }
}

fn open_hex(sealed: &str, secret: Option<&Secret>) -> Result<Secret, OpenError> {
    let bytes = hex::decode(sealed).ok_or(OpenError::Malformed)?;
    let (nonce, ciphertext) =
        bytes.split_first_chunk::<NONCE_BYTES>().ok_or(OpenError::Malformed)?;
    if ciphertext.len() < TAG_BYTES {
        return Err(OpenError::Malformed);
    }
    let cipher = cipher(secret.ok_or(OpenError::NotDecryptable)?);
    let plaintext = cipher.decrypt(&XNonce::from(*nonce), ciphertext);
    plaintext.map(Secret::from).map_err(|_| OpenError::NotDecryptable)
}

fn sealed_hex(
    secret: &Secret,
    nonce: [u8; NONCE_BYTES],
    plaintext: &[u8],
) -> Result<String, SealError> {
    let ciphertext = cipher(secret).encrypt(&XNonce::from(nonce), plaintext);
    Ok(hex::encode(&nonce) + &hex::encode(&ciphertext.map_err(|_| SealError)?))
}

#[expect(clippy::unwrap_used, reason = "SHA-256 is 32 bytes, and so is the key")]
fn cipher(secret: &Secret) -> XChaCha20Poly1305 {
    let key: [u8; 32] = digest(&SHA256, secret.as_bytes()).as_ref().try_into().unwrap();
    XChaCha20Poly1305::new(&Key::from(key))
}

#[cfg(test)]
mod tests;
