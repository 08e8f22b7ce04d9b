//! A JWS (RFC 7515) with HS256, under a header of nothing but that.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;

use super::{
    super::signature::Signer,
    payload::{Opened, ReadClaims},
};

const HEADER: &[u8] = br#"{"alg":"HS256"}"#;

#[derive(Deserialize)]
struct Header {
    alg: String,
    /// Extensions that must be understood (RFC 7515, section 4.1.11): none is.
    crit: Option<serde::de::IgnoredAny>,
}

/// `claims` is a JSON text.
pub(super) fn write(signer: &Signer, claims: &str) -> String {
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(HEADER), URL_SAFE_NO_PAD.encode(claims));
    let signature = URL_SAFE_NO_PAD.encode(signer.mac(signed.as_bytes()));
    format!("{signed}.{signature}")
}

pub(super) fn open(signer: &Signer, value: &str) -> Option<Opened> {
    let (signed, signature) = value.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let header: Header = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()?;
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    if header.alg != "HS256" || header.crit.is_some() {
        return None;
    }
    if !signer.is_mac(signed.as_bytes(), &signature) {
        return None;
    }
    let claims = URL_SAFE_NO_PAD.decode(claims).ok()?;
    serde_json::from_slice::<ReadClaims>(&claims).ok()?.opened()
}
