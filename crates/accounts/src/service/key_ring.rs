//! What the rows of `jwks` mean at a point in time.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use derive_more::{Display, Error};
use serde_json::{Map, Value, json};
use token::{KeySet, RefusedKey, SigningKey};

use crate::{
    Secret,
    sealed_key::{self, OpenError},
    store::jwks::StoredKey,
};

/// How long a key is published after it has stopped signing: Better Auth's `gracePeriod`.
const GRACE: TimeDelta = TimeDelta::days(30);

/// A stored key that cannot be used.
#[derive(Debug, Display, Error)]
pub(crate) enum RingError {
    #[display("the signing key {kid}: {why}; is BETTER_AUTH_SECRET the one it was made with?")]
    Sealed { kid: String, why: OpenError },
    #[display("the signing key {kid}: {why}")]
    Unusable { kid: String, why: token::KeyError },
}

/// What the rows of `jwks` mean: which key signs, which are good, which are published.
pub(crate) struct KeyRing {
    signing: Option<(Arc<SigningKey>, Option<DateTime<Utc>>)>,
    verifying: Arc<KeySet>,
    /// Those of `published` that tokens are not checked with.
    refused: Vec<RefusedKey>,
    published: Vec<Value>,
    read_at: DateTime<Utc>,
}

/// Whether tokens may be signed with the key of a row: of the algorithms that Better Auth offers,
/// those that [`SigningKey::from_private_jwk`] takes. Other keys are published and checked with,
/// and none of them keeps a key of ours from being made.
pub(crate) fn can_sign(row: &StoredKey) -> bool {
    public_half(row).is_some_and(|jwk| {
        let algorithm = row.alg.as_deref().or_else(|| algorithm_of(&jwk));
        algorithm == Some("EdDSA") && jwk.get("crv").is_some_and(|curve| curve == "Ed25519")
    })
}

/// The algorithm of a key that names none, as those made before Better Auth 1.7: what its kind is
/// used with when nothing else is set.
fn algorithm_of(jwk: &Map<String, Value>) -> Option<&'static str> {
    let text = |name| jwk.get(name).and_then(Value::as_str);
    match (text("kty")?, text("crv")) {
        ("OKP", _) => Some("EdDSA"),
        ("EC", Some("P-256")) => Some("ES256"),
        ("EC", Some("P-521")) => Some("ES512"),
        ("RSA", _) => Some("RS256"),
        _ => None,
    }
}

impl KeyRing {
    /// Before anything was read.
    pub(crate) fn empty() -> Self {
        Self {
            signing: None,
            verifying: Arc::new(KeySet::empty()),
            refused: Vec::new(),
            published: Vec::new(),
            read_at: DateTime::<Utc>::MIN_UTC,
        }
    }

    /// Of `rows`, newest first.
    pub(crate) fn read(
        rows: Vec<StoredKey>,
        secret: &Secret,
        now: DateTime<Utc>,
    ) -> Result<Self, RingError> {
        let end = |row: &StoredKey| row.expires_at.map(|end| *end);
        let live = || rows.iter().filter(|row| end(row).is_none_or(|end| end > now));
        let newest = live().find(|row| can_sign(row));
        let signing = newest.map(|row| Ok((Arc::new(open(row, secret)?), end(row)))).transpose()?;

        let mut published = Vec::new();
        for row in &rows {
            if end(row).is_none_or(|end| end + GRACE > now) {
                published.extend(public_jwk(row));
            }
        }
        let imported = KeySet::from_jwks(published.iter().cloned());
        Ok(Self {
            signing,
            verifying: Arc::new(imported.keys),
            refused: imported.refused,
            published,
            read_at: now,
        })
    }

    /// The key to sign with at `now`, if it is one that was read.
    pub(crate) fn signing(&self, now: DateTime<Utc>) -> Option<Arc<SigningKey>> {
        let (key, end) = self.signing.as_ref()?;
        end.is_none_or(|end| end > now).then(|| Arc::clone(key))
    }

    /// The keys to check tokens with.
    pub(crate) fn verifying(&self) -> Arc<KeySet> {
        Arc::clone(&self.verifying)
    }

    /// The published keys that tokens are not checked with, and why.
    pub(crate) fn refused(&self) -> &[RefusedKey] {
        &self.refused
    }

    /// The JWK set (RFC 7517 section 5).
    pub(crate) fn published(&self) -> Value {
        json!({ "keys": self.published })
    }

    /// Whether there is no key at all to publish.
    pub(crate) fn is_empty(&self) -> bool {
        self.published.is_empty()
    }

    /// How long ago the rows were read. A clock that was set back makes them very old, so that
    /// they are read again.
    pub(crate) fn age(&self, now: DateTime<Utc>) -> TimeDelta {
        let age = now.signed_duration_since(self.read_at);
        if age < TimeDelta::zero() { TimeDelta::MAX } else { age }
    }
}

/// The private half of a row.
pub(crate) fn open(row: &StoredKey, secret: &Secret) -> Result<SigningKey, RingError> {
    let kid = || row.id.clone();
    let malformed = |why| RingError::Sealed { kid: kid(), why };
    let opened = sealed_key::open(&row.private_key, Some(secret), |_| None).map_err(malformed)?;
    let jwk: Value =
        serde_json::from_slice(opened.as_bytes()).map_err(|_| malformed(OpenError::Malformed))?;
    SigningKey::from_private_jwk(kid(), &jwk).map_err(|why| RingError::Unusable { kid: kid(), why })
}

/// A row as `/jwks` shows it: the stored JWK with `kid`, `alg` and, where it has one, `crv`.
fn public_jwk(row: &StoredKey) -> Option<Value> {
    let mut jwk = public_half(row)?;
    jwk.insert("kid".to_owned(), row.id.clone().into());
    if let Some(algorithm) = row.alg.as_deref().or_else(|| algorithm_of(&jwk)) {
        jwk.insert("alg".to_owned(), algorithm.into());
    }
    if let Some(crv) = &row.crv {
        jwk.insert("crv".to_owned(), crv.clone().into());
    }
    Some(Value::Object(jwk))
}

fn public_half(row: &StoredKey) -> Option<Map<String, Value>> {
    let jwk = serde_json::from_str(&row.public_key);
    jwk.inspect_err(|_| log::warn!("the public half of the key {} is no JSON object", row.id)).ok()
}
