//! A JWE (RFC 7516) with `dir` and A256CBC-HS512 (RFC 7518, section 5.2), under a key that is
//! derived from the secret.

use aws_lc_rs::{
    cipher::{
        AES_256, DecryptionContext, EncryptionContext, PaddedBlockDecryptingKey,
        PaddedBlockEncryptingKey, UnboundCipherKey,
    },
    digest::{SHA256, digest},
    error::Unspecified,
    hkdf::{HKDF_SHA256, KeyType, Salt},
    hmac,
    iv::FixedLength,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::json;

use super::payload::{Opened, ReadClaims};
use crate::Secret;

const SALT: &[u8] = b"better-auth-session";
const INFO: &[u8] = b"BetterAuth.js Generated Encryption Key";
const ENC: &str = "A256CBC-HS512";
const KEY_BYTES: usize = 64;
const TAG_BYTES: usize = 32;
/// The length of an initialization vector.
pub(super) const IV_BYTES: usize = 16;

/// What a secret encrypts with. It has no `Debug`.
#[derive(Clone)]
pub(super) struct Key {
    kid: String,
    mac: hmac::Key,
    cipher: [u8; 32],
}

struct KeyLength;

impl KeyType for KeyLength {
    fn len(&self) -> usize {
        KEY_BYTES
    }
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    enc: String,
    kid: Option<String>,
    /// Extensions that must be understood, and compression: neither is.
    crit: Option<serde::de::IgnoredAny>,
    zip: Option<serde::de::IgnoredAny>,
}

impl Key {
    pub(super) fn derive(secret: &Secret) -> Result<Self, Unspecified> {
        let mut bytes = [0; KEY_BYTES];
        let derived = Salt::new(HKDF_SHA256, SALT).extract(secret.as_bytes());
        derived.expand(&[INFO], KeyLength)?.fill(&mut bytes)?;
        // RFC 7638: the members that make the key, in the order of their names.
        let jwk = format!(r#"{{"k":"{}","kty":"oct"}}"#, URL_SAFE_NO_PAD.encode(bytes));
        let kid = URL_SAFE_NO_PAD.encode(digest(&SHA256, jwk.as_bytes()));
        let (mac, cipher) = bytes.split_at(KEY_BYTES / 2);
        let mac = hmac::Key::new(hmac::HMAC_SHA512, mac);
        Ok(Self { kid, mac, cipher: cipher.try_into().map_err(|_| Unspecified)? })
    }

    /// `claims` is a JSON text; the initialization vector is to be random, and never used twice.
    pub(super) fn encrypt(&self, claims: &str, iv: [u8; IV_BYTES]) -> Result<String, Unspecified> {
        let header = json!({ "alg": "dir", "enc": ENC, "kid": self.kid }).to_string();
        let header = URL_SAFE_NO_PAD.encode(header);
        let mut text = claims.as_bytes().to_vec();
        let context = EncryptionContext::Iv128(FixedLength::from(iv));
        let key = UnboundCipherKey::new(&AES_256, &self.cipher)?;
        PaddedBlockEncryptingKey::cbc_pkcs7(key)?.less_safe_encrypt(&mut text, context)?;
        let tag = hmac::sign(&self.mac, &authenticated(&header, &iv, &text));
        let [iv, text, tag] = [iv.as_slice(), text.as_slice(), &tag.as_ref()[..TAG_BYTES]]
            .map(|part| URL_SAFE_NO_PAD.encode(part));
        Ok(format!("{header}..{iv}.{text}.{tag}"))
    }

    fn decrypt(&self, header: &str, iv: &[u8], text: Vec<u8>, tag: &[u8]) -> Option<Vec<u8>> {
        let expected = hmac::sign(&self.mac, &authenticated(header, iv, &text));
        aws_lc_rs::constant_time::verify_slices_are_equal(&expected.as_ref()[..TAG_BYTES], tag)
            .ok()?;
        let context = DecryptionContext::Iv128(FixedLength::try_from(iv).ok()?);
        let key = UnboundCipherKey::new(&AES_256, &self.cipher).ok()?;
        let mut text = text;
        let key = PaddedBlockDecryptingKey::cbc_pkcs7(key).ok()?;
        key.decrypt(&mut text, context).ok().map(|text| text.to_vec())
    }
}

/// Opens what one of `keys` has encrypted: the one that is named, or any if none is.
pub(super) fn open(keys: &[Key], value: &str) -> Option<Opened> {
    serde_json::from_slice::<ReadClaims>(&decrypted(keys, value)?).ok()?.opened()
}

pub(super) fn decrypted(keys: &[Key], value: &str) -> Option<Vec<u8>> {
    let parts: Vec<_> = value.split('.').collect();
    let [header_text, "", iv, text, tag] = parts.as_slice() else { return None };
    let header: Header = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header_text).ok()?).ok()?;
    let understood = header.crit.is_none() && header.zip.is_none();
    if header.alg != "dir" || header.enc != ENC || !understood {
        return None;
    }
    let [iv, text, tag] = [iv, text, tag].map(|part| URL_SAFE_NO_PAD.decode(part).ok());
    let (iv, text, tag) = (iv?, text?, tag?);
    let named = |key: &&Key| header.kid.as_ref().is_none_or(|kid| *kid == key.kid);
    keys.iter().filter(named).find_map(|key| key.decrypt(header_text, &iv, text.clone(), &tag))
}

/// What the tag is over: the header, the vector, the text and the header's length in bits.
fn authenticated(header: &str, iv: &[u8], text: &[u8]) -> Vec<u8> {
    let bits = (header.len() as u64 * 8).to_be_bytes();
    [header.as_bytes(), iv, text, &bits].concat()
}
