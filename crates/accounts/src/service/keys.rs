//! The keys of our own that tokens are signed with and checked against.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use arc_swap::ArcSwap;
use chrono::{DateTime, TimeDelta, Utc};
use db::{Begin, Database, Mode, RawAccess};
use derive_more::{Display, Error, From};
use serde_json::Value;
use token::{Clock, KeySet, KeySource, KeysUnavailable, Refreshed, SigningKey};
use tokio::sync::Mutex;

use super::key_ring::{KeyRing, RingError, can_sign};
use crate::{
    Entropy, Secret,
    random::EntropyUnavailable,
    sealed_key::{self, SealError},
    store::jwks::{self, StoredKey},
};

/// A key that another server revoked is known to be so after this long.
const FRESH: TimeDelta = TimeDelta::seconds(60);

/// Why there is no key to sign with.
#[derive(Debug, Display, Error, From)]
pub(crate) enum KeysError {
    Database(db::Error),
    Ring(RingError),
    Token(token::KeyError),
    Seal(SealError),
    Entropy(EntropyUnavailable),
    #[display("a key was made and is not there")]
    Lost,
}

impl From<diesel::result::Error> for KeysError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error.into())
    }
}

/// The rows of `jwks`, as they were when last read.
pub(crate) struct Keys {
    database: Database,
    clock: Clock,
    entropy: Entropy,
    secret: Secret,
    ring: ArcSwap<KeyRing>,
    /// One look at the database at a time. Whoever had to wait for their turn is content with a
    /// look that began after they came: any number of unknown kids makes no queue of looks.
    turn: Mutex<()>,
    looks: AtomicU64,
}

impl Keys {
    pub(crate) fn new(database: Database, clock: Clock, entropy: Entropy, secret: Secret) -> Self {
        let ring = ArcSwap::from_pointee(KeyRing::empty());
        Self {
            database,
            clock,
            entropy,
            secret,
            ring,
            turn: Mutex::new(()),
            looks: AtomicU64::new(0),
        }
    }

    /// Reads the rows, unless that was begun since this was called.
    pub(crate) async fn look(&self) -> Result<Arc<KeyRing>, KeysError> {
        let before = self.looks.load(Ordering::Acquire);
        let _turn = self.turn.lock().await;
        if self.looks.load(Ordering::Acquire) == before {
            self.looks.fetch_add(1, Ordering::Release);
            let rows = self.database.look(jwks::all).await?;
            let ring = KeyRing::read(rows, &self.secret, self.clock.now())?;
            // Said when it changes, not at every look.
            let known = self.ring.load();
            for refused in ring.refused().iter().filter(|key| !known.refused().contains(key)) {
                log::warn!("tokens are not checked with a published key: {refused}");
            }
            self.ring.store(Arc::new(ring));
        }
        Ok(self.ring.load_full())
    }

    /// The key to sign with: Better Auth's choice, the newest that is live. If there is none it
    /// is made, by one server at a time.
    pub(crate) async fn signing(&self) -> Result<Arc<SigningKey>, KeysError> {
        let ring = self.ring.load_full();
        let now = self.clock.now();
        if let Some(key) = ring.signing(now).filter(|_| ring.age(now) < FRESH) {
            return Ok(key);
        }
        if let Some(key) = self.look().await?.signing(now) {
            return Ok(key);
        }
        self.make(now).await?;
        self.look().await?.signing(now).ok_or(KeysError::Lost)
    }

    /// What `/jwks` answers: the public halves of all keys that a good token may be signed with.
    /// Better Auth makes a first key here too.
    pub(crate) async fn published(&self) -> Result<Value, KeysError> {
        let ring = self.look().await?;
        if ring.is_empty() {
            self.make(self.clock.now()).await?;
            return Ok(self.look().await?.published());
        }
        Ok(ring.published())
    }

    async fn make(&self, now: DateTime<Utc>) -> Result<(), KeysError> {
        let kid = self.entropy.id()?;
        let key = SigningKey::generate_ed25519(kid.clone(), self.entropy.bytes()?)?;
        let json = |jwk: Option<Value>| jwk.unwrap_or_default().to_string();
        let private = json(key.private_jwk());
        let new = StoredKey {
            id: kid,
            public_key: json(key.public_jwk()),
            private_key: sealed_key::seal(&self.secret, self.entropy.bytes()?, private.as_bytes())?,
            created_at: now.into(),
            expires_at: None,
            alg: Some("EdDSA".to_owned()),
            crv: Some("Ed25519".to_owned()),
        };
        let begin = Begin { mode: Mode::Write, user: None };
        self.database
            .transaction(begin, move |connection| {
                jwks::lock(connection)?;
                let live = |key: &StoredKey| key.expires_at.is_none_or(|end| *end > now);
                let signs = |key: &StoredKey| live(key) && can_sign(key);
                if !jwks::all(connection)?.iter().any(signs) {
                    jwks::insert(connection, &new)?;
                }
                Ok(())
            })
            .await
    }
}

impl KeySource for Keys {
    fn current(&self) -> Arc<KeySet> {
        self.ring.load().verifying()
    }

    fn refresh<'a>(&'a self, _: &'a str) -> Refreshed<'a> {
        Box::pin(async {
            let ring = self.look().await.map_err(|error| KeysUnavailable(error.into()))?;
            Ok(ring.verifying())
        })
    }
}
