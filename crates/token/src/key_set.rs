use std::collections::{BTreeMap, BTreeSet};

use derive_more::{Display, Error};
use serde_json::Value;

use crate::header::Header;
use crate::public_key::VerifyingKey;
use crate::{Fault, JsonFault, Refusal, RefusedKey, WeakSecret, json, jwk};

/// Most keys that a set may have
pub(crate) const MAX_KEYS: usize = 100;

/// Longest JWK Set document that is read, in bytes
const MAX_DOCUMENT_BYTES: usize = 1024 * 1024;

/// The keys to verify tokens with; immutable
///
/// Either one shared secret or published keys by name, never both: a token can then not have a
/// public key taken for a secret (RFC 8725 §2.1). Debug output names keys and shows none.
#[derive(Debug, Clone)]
pub struct KeySet(Keys);

#[derive(Debug, Clone)]
enum Keys {
    Shared(VerifyingKey),
    Published(BTreeMap<String, VerifyingKey>),
}

/// A document that is no JWK Set at all (RFC 7517 §5)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, Error)]
pub enum NotAKeySet {
    /// More than 1 MiB
    #[display("the document is longer than {MAX_DOCUMENT_BYTES} bytes")]
    TooLong,
    /// Its JSON
    #[display("the document {_0}")]
    Json(JsonFault),
    /// No member `keys` with a list in it
    #[display("the document has no list of keys")]
    NoList,
    /// More than 100 keys
    #[display("the document has more than {MAX_KEYS} keys")]
    TooManyKeys,
}

/// What came of a JWK Set
#[derive(Debug, Clone)]
pub struct Imported {
    /// The keys that may be used; none, if all were refused
    pub keys: KeySet,
    /// The others, each with its reason
    pub refused: Vec<RefusedKey>,
}

impl KeySet {
    /// No key: every token names an unknown one
    pub fn empty() -> Self {
        Self(Keys::Published(BTreeMap::new()))
    }

    /// One secret that issuer and verifier share, for HS256; a token's `kid` is then ignored
    ///
    /// # Errors
    ///
    /// [`WeakSecret`] if it has fewer than 32 bytes.
    pub fn shared_secret(secret: &[u8]) -> Result<Self, WeakSecret> {
        WeakSecret::check(secret)?;
        Ok(Self(Keys::Shared(VerifyingKey::shared(secret))))
    }

    /// Reads a JWK Set document (RFC 7517 §5), key by key
    ///
    /// # Errors
    ///
    /// [`NotAKeySet`] if there is no list of at most 100 keys in it. A bad key is no error, see
    /// [`Imported::refused`].
    pub fn import(jwks: &[u8]) -> Result<Imported, NotAKeySet> {
        if jwks.len() > MAX_DOCUMENT_BYTES {
            return Err(NotAKeySet::TooLong);
        }
        let mut document = json::object(jwks).map_err(NotAKeySet::Json)?;
        let Some(Value::Array(keys)) = document.remove("keys") else {
            return Err(NotAKeySet::NoList);
        };
        if keys.len() > MAX_KEYS {
            return Err(NotAKeySet::TooManyKeys);
        }
        Ok(Self::from_jwks(keys))
    }

    /// Takes up each key that may be used, of the first 100
    ///
    /// Every key needs a `kid`. Refused are all but Ed25519, P-256, P-521 and RSA signature keys, weak and
    /// private ones, and all usable keys that share a `kid`: see [`Refusal`].
    pub fn from_jwks(keys: impl IntoIterator<Item = Value>) -> Imported {
        let mut usable = BTreeMap::new();
        let mut ambiguous = BTreeSet::new();
        let mut refused = Vec::new();
        for (position, jwk) in keys.into_iter().enumerate() {
            let key =
                if position < MAX_KEYS { jwk::import(&jwk) } else { Err(Refusal::TooManyKeys) };
            match key {
                Ok((kid, key)) => {
                    if usable.insert(kid.clone(), key).is_some() {
                        ambiguous.insert(kid);
                    }
                }
                Err(reason) => {
                    refused.push(RefusedKey { kid: jwk::kid_of(&jwk).map(str::to_owned), reason })
                }
            }
        }
        usable.retain(|kid, _| !ambiguous.contains(kid));
        refused.extend(
            ambiguous
                .into_iter()
                .map(|kid| RefusedKey { kid: Some(kid), reason: Refusal::DuplicateKid }),
        );
        Imported { keys: Self(Keys::Published(usable)), refused }
    }

    /// How many keys, a shared secret being one
    pub fn len(&self) -> usize {
        match &self.0 {
            Keys::Shared(_) => 1,
            Keys::Published(keys) => keys.len(),
        }
    }

    /// Whether there is no key
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names of the keys, in order; a shared secret has none
    pub fn kids(&self) -> impl Iterator<Item = &str> {
        match &self.0 {
            Keys::Shared(_) => None,
            Keys::Published(keys) => Some(keys.keys().map(String::as_str)),
        }
        .into_iter()
        .flatten()
    }

    /// Whether a key has this name
    pub fn contains(&self, kid: &str) -> bool {
        match &self.0 {
            Keys::Shared(_) => false,
            Keys::Published(keys) => keys.contains_key(kid),
        }
    }

    /// The key that a header asks for, if its algorithm is the one the header names
    pub(crate) fn select(&self, header: Header) -> Result<&VerifyingKey, Fault> {
        let key = match &self.0 {
            Keys::Shared(key) => key,
            // Before the look-up: no such token is worth a look at the source of the keys.
            Keys::Published(_) if header.algorithm.is_symmetric() => {
                return Err(Fault::AlgorithmNotAllowed);
            }
            Keys::Published(keys) => {
                let kid = header.kid.ok_or(Fault::NoKid)?;
                keys.get(&kid).ok_or(Fault::UnknownKey { kid })?
            }
        };
        if key.algorithm == header.algorithm { Ok(key) } else { Err(Fault::AlgorithmNotAllowed) }
    }
}
