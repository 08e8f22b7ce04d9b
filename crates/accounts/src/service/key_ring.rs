//! What the rows of `jwks` mean at a point in time.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use derive_more::{Display, Error};
use serde_json::{Value, json};
use token::{KeyError, KeySet, RefusedKey, SigningKey};

use crate::{
    Secrets,
    sealed_key::{self, OpenError},
    settings::KeySettings,
    store::jwks::StoredKey,
};

/// A stored key that cannot be used.
#[derive(Debug, Display, Error)]
pub(crate) enum RingError {
    #[display(
        "the signing key {kid} cannot be opened: {why}. If its secret is lost, delete the row of \
         that id from the table jwks: a new key is made, and tokens of the old one are refused"
    )]
    Sealed { kid: String, why: OpenError },
    #[display("the signing key {kid}: {why}")]
    Unusable { kid: String, why: KeyError },
}

/// What the rows of `jwks` mean: which key signs, which are good, which are published.
pub(crate) struct KeyRing {
    signing: Option<(Arc<SigningKey>, Option<DateTime<Utc>>)>,
    /// When the key that signs was made.
    pub(crate) signing_made_at: Option<DateTime<Utc>>,
    verifying: Arc<KeySet>,
    published: Vec<Value>,
    refused: Vec<RefusedKey>,
    pub(crate) successor_due: bool,
    /// Whether there is no key at all, not even one that is over.
    pub(crate) is_empty: bool,
    read_at: DateTime<Utc>,
}

impl KeyRing {
    /// Before anything was read.
    pub(crate) fn unread() -> Self {
        Self {
            signing: None,
            signing_made_at: None,
            verifying: Arc::new(KeySet::empty()),
            published: Vec::new(),
            refused: Vec::new(),
            successor_due: false,
            is_empty: true,
            read_at: DateTime::<Utc>::MIN_UTC,
        }
    }

    /// Of `rows`, newest first.
    pub(crate) fn read(
        rows: &[StoredKey],
        secrets: &Secrets,
        settings: &KeySettings,
        now: DateTime<Utc>,
    ) -> Result<Self, RingError> {
        let end = |row: &StoredKey| row.expires_at.map(|end| *end);
        let signing = settings.signing(rows, now);
        let signing_made_at = signing.map(|row| *row.created_at);
        let signing = signing.map(|row| Ok((Arc::new(open(row, secrets, settings)?), end(row))));

        // Better Auth lists the oldest first.
        let listed = rows.iter().rev().filter(|row| settings.is_published(row, now));
        let mut published: Vec<_> = listed.filter_map(|row| public_jwk(row, settings)).collect();
        let imported = KeySet::from_jwks(published.iter().cloned());
        // What is refused is of no use to others, and may hold what nobody is to see.
        published.retain(|jwk| jwk["kid"].as_str().is_some_and(|kid| imported.keys.contains(kid)));
        Ok(Self {
            signing: signing.transpose()?,
            signing_made_at,
            verifying: Arc::new(imported.keys),
            published,
            refused: imported.refused,
            successor_due: settings.is_successor_due(rows, now),
            is_empty: rows.is_empty(),
            read_at: now,
        })
    }

    /// With the key set of `earlier`, if that is the same: whoever remembers what was verified
    /// with it need not forget it.
    pub(crate) fn after(mut self, earlier: &Self) -> Self {
        // Said when it changes, not at every look.
        for refused in self.refused.iter().filter(|key| !earlier.refused.contains(key)) {
            log::warn!("a key of ours is neither used nor published: {refused}");
        }
        if self.published == earlier.published {
            self.verifying = Arc::clone(&earlier.verifying);
        }
        self
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

    /// The JWK set (RFC 7517 section 5).
    pub(crate) fn published(&self) -> Value {
        json!({ "keys": self.published })
    }

    /// When the rows were read, if they were.
    pub(crate) fn read_at(&self) -> Option<DateTime<Utc>> {
        (self.read_at > DateTime::<Utc>::MIN_UTC).then_some(self.read_at)
    }

    /// How long ago the rows were read. A clock that was set back makes them very old, so that
    /// they are read again.
    pub(crate) fn age(&self, now: DateTime<Utc>) -> TimeDelta {
        let age = now.signed_duration_since(self.read_at);
        if age < TimeDelta::zero() { TimeDelta::MAX } else { age }
    }
}

/// The private half of a row.
pub(crate) fn open(
    row: &StoredKey,
    secrets: &Secrets,
    settings: &KeySettings,
) -> Result<SigningKey, RingError> {
    let kid = || row.id.clone();
    let malformed = |why| RingError::Sealed { kid: kid(), why };
    let unusable = |why| RingError::Unusable { kid: kid(), why };
    let opened = sealed_key::open(&row.private_key, secrets).map_err(malformed)?;
    let jwk: Value =
        serde_json::from_slice(opened.as_bytes()).map_err(|_| malformed(OpenError::Malformed))?;
    let algorithm = settings.algorithm_of(row).ok_or(unusable(KeyError::Unsupported))?;
    SigningKey::from_private_jwk(kid(), algorithm, &jwk).map_err(unusable)
}

/// A row as `/jwks` shows it: the stored JWK with `kid`, `alg` and, where it has one, `crv`.
fn public_jwk(row: &StoredKey, settings: &KeySettings) -> Option<Value> {
    let Ok(Value::Object(mut jwk)) = serde_json::from_str(&row.public_key) else {
        log::warn!("the public half of the key {} is no JSON object", row.id);
        return None;
    };
    let algorithm = settings.algorithm_of(row).map(|algorithm| algorithm.as_str().to_owned());
    jwk.insert("kid".to_owned(), row.id.clone().into());
    jwk.insert("alg".to_owned(), row.alg.clone().or(algorithm)?.into());
    if let Some(crv) = &row.crv {
        jwk.insert("crv".to_owned(), crv.clone().into());
    }
    Some(Value::Object(jwk))
}

#[cfg(test)]
mod tests;
