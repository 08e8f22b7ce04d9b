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

use crate::{Secrets, hex, secret::Secret};

const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
const ENVELOPE: &str = "$ba$";

/// Why a stored key cannot be used, and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
pub(crate) enum OpenError {
    /// The secret of its envelope's version is not at hand.
    #[display(
        "it was sealed with version {version} of the secret, which BETTER_AUTH_SECRETS does not \
         have; add it there again"
    )]
    NoSuchVersion { version: u32 },
    /// The secret of that version is another, or the text has been tampered with.
    #[display(
        "version {version} in BETTER_AUTH_SECRETS does not open it; is it the secret that had this \
         version when the key was made?"
    )]
    NotWithVersion { version: u32 },
    /// It names no version, and there is no secret from before there were any.
    #[display(
        "it was sealed before secrets had versions; set BETTER_AUTH_SECRET, beside \
         BETTER_AUTH_SECRETS, to the secret it was made with"
    )]
    NoLegacy,
    /// It was sealed with another secret, or has been tampered with.
    #[display("BETTER_AUTH_SECRET does not open it; is it the secret the key was made with?")]
    NotWithLegacy,
    /// The column holds something else altogether.
    #[display("the stored private key is malformed")]
    Malformed,
}

/// `SHA-256(secret)` did not seal: only a text of many gigabytes could bring that about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
#[display("a private key could not be sealed")]
pub(crate) struct SealError;

/// The column's text for a private JWK, sealed with the current secret, whose version an envelope
/// names if it has one. The nonce is to be random, and never used twice.
pub(crate) fn seal(
    secrets: &Secrets,
    nonce: [u8; NONCE_BYTES],
    plaintext: &[u8],
) -> Result<String, SealError> {
    let sealed = sealed_hex(secrets.current(), nonce, plaintext)?;
    Ok(match secrets.current_version() {
        Some(version) => format!("\"{ENVELOPE}{version}${sealed}\""),
        None => format!("\"{sealed}\""),
    })
}

/// The private JWK's JSON text.
pub(crate) fn open(column: &str, secrets: &Secrets) -> Result<Secret, OpenError> {
    let sealed = match serde_json::from_str(column) {
        Ok(Value::String(sealed)) => sealed,
        Ok(Value::Object(_)) => return Ok(Secret::from(column.to_owned())),
        Ok(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_)) | Err(_) => {
            return Err(OpenError::Malformed);
        }
    };
    let Some(envelope) = sealed.strip_prefix(ENVELOPE) else {
        let sealed = Sealed::decode(&sealed)?;
        let secret = secrets.legacy().ok_or(OpenError::NoLegacy)?;
        return sealed.open(secret).ok_or(OpenError::NotWithLegacy);
    };
    let (version, sealed) = envelope.split_once('$').ok_or(OpenError::Malformed)?;
    let (version, sealed) =
        (version.parse().map_err(|_| OpenError::Malformed)?, Sealed::decode(sealed)?);
    let secret = secrets.version(version).ok_or(OpenError::NoSuchVersion { version })?;
    sealed.open(secret).ok_or(OpenError::NotWithVersion { version })
}

struct Sealed {
    nonce: [u8; NONCE_BYTES],
    ciphertext: Vec<u8>,
}

impl Sealed {
    fn decode(text: &str) -> Result<Self, OpenError> {
        let bytes = hex::decode(text).ok_or(OpenError::Malformed)?;
        let (nonce, ciphertext) =
            bytes.split_first_chunk::<NONCE_BYTES>().ok_or(OpenError::Malformed)?;
        if ciphertext.len() < TAG_BYTES {
            return Err(OpenError::Malformed);
        }
        Ok(Self { nonce: *nonce, ciphertext: ciphertext.to_vec() })
    }

    fn open(self, secret: &Secret) -> Option<Secret> {
        let plaintext =
            cipher(secret).decrypt(&XNonce::from(self.nonce), self.ciphertext.as_slice());
        plaintext.map(Secret::from).ok()
    }
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
