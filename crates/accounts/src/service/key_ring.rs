//! What the rows of `jwks` mean at a point in time.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use derive_more::{Display, Error};
use serde_json::{Value, json};
use token::{KeySet, SigningKey};

use crate::{
    Secrets,
    sealed_key::{self, OpenError},
    store::jwks::StoredKey,
};

/// How long a key is published after it has stopped signing: Better Auth's `gracePeriod`.
const GRACE: TimeDelta = TimeDelta::days(30);

/// The algorithm of a row that names none: those of Better Auth before 1.7.
const UNNAMED: &str = "EdDSA";

/// A stored key that cannot be used.
#[derive(Debug, Display, Error)]
pub(crate) enum RingError {
    #[display(
        "the signing key {kid} cannot be opened: {why}. If its secret is lost, delete the row of \
         that id from the table jwks: a new key is made, and tokens of the old one are refused"
    )]
    Sealed { kid: String, why: OpenError },
    #[display("the signing key {kid}: {why}")]
    Unusable { kid: String, why: token::KeyError },
}

/// What the rows of `jwks` mean: which key signs, which are good, which are published.
pub(crate) struct KeyRing {
    signing: Option<(Arc<SigningKey>, Option<DateTime<Utc>>)>,
    verifying: Arc<KeySet>,
    published: Vec<Value>,
    read_at: DateTime<Utc>,
}

impl KeyRing {
    /// Before anything was read.
    pub(crate) fn empty() -> Self {
        Self {
            signing: None,
            verifying: Arc::new(KeySet::empty()),
            published: Vec::new(),
            read_at: DateTime::<Utc>::MIN_UTC,
        }
    }

    /// Of `rows`, newest first.
    pub(crate) fn read(
        rows: Vec<StoredKey>,
        secrets: &Secrets,
        now: DateTime<Utc>,
    ) -> Result<Self, RingError> {
        let end = |row: &StoredKey| row.expires_at.map(|end| *end);
        let live = || rows.iter().filter(|row| end(row).is_none_or(|end| end > now));
        let ours = |row: &&StoredKey| row.alg.as_deref().unwrap_or(UNNAMED) == UNNAMED;
        let newest = live().find(ours).or_else(|| live().next());
        let signing =
            newest.map(|row| Ok((Arc::new(open(row, secrets)?), end(row)))).transpose()?;

        let mut published = Vec::new();
        for row in &rows {
            if end(row).is_none_or(|end| end + GRACE > now) {
                published.extend(public_jwk(row));
            }
        }
        let imported = KeySet::from_jwks(published.iter().cloned());
        for refused in &imported.refused {
            log::warn!("a key of ours is not used: {refused}");
        }
        Ok(Self { signing, verifying: Arc::new(imported.keys), published, read_at: now })
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

fn open(row: &StoredKey, secrets: &Secrets) -> Result<SigningKey, RingError> {
    let kid = || row.id.clone();
    let malformed = |why| RingError::Sealed { kid: kid(), why };
    let opened = sealed_key::open(&row.private_key, secrets).map_err(malformed)?;
    let jwk: Value =
        serde_json::from_slice(opened.as_bytes()).map_err(|_| malformed(OpenError::Malformed))?;
    SigningKey::from_private_jwk(kid(), &jwk).map_err(|why| RingError::Unusable { kid: kid(), why })
}

/// A row as `/jwks` shows it: the stored JWK with `kid`, `alg` and, where it has one, `crv`.
fn public_jwk(row: &StoredKey) -> Option<Value> {
    let Ok(Value::Object(mut jwk)) = serde_json::from_str(&row.public_key) else {
        log::warn!("the public half of the key {} is no JSON object", row.id);
        return None;
    };
    jwk.insert("kid".to_owned(), row.id.clone().into());
    jwk.insert("alg".to_owned(), row.alg.as_deref().unwrap_or(UNNAMED).into());
    if let Some(crv) = &row.crv {
        jwk.insert("crv".to_owned(), crv.clone().into());
    }
    Some(Value::Object(jwk))
}
