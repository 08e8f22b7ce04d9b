//! The keys of our own that tokens are signed with and checked against.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use arc_swap::ArcSwap;
use chrono::TimeDelta;
use db::{Database, RawAccess};
use derive_more::{Display, Error, From};
use serde_json::Value;
use token::{Clock, KeySet, KeySource, KeysUnavailable, Refreshed, SigningKey};
use tokio::sync::Mutex;

use super::key_ring::{KeyRing, RingError};
use crate::{
    Entropy, Secret, random::EntropyUnavailable, sealed_key::SealError, settings::KeySettings,
    store::jwks,
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
    Thread(tokio::task::JoinError),
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
    pub(crate) database: Database,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) secret: Secret,
    pub(crate) settings: KeySettings,
    ring: ArcSwap<KeyRing>,
    /// One look at the database at a time. Whoever had to wait for their turn is content with a
    /// look that began after they came: any number of unknown kids makes no queue of looks.
    turn: Mutex<()>,
    looks: AtomicU64,
}

impl Keys {
    pub(crate) fn new(
        database: Database,
        clock: Clock,
        entropy: Entropy,
        secret: Secret,
        settings: KeySettings,
    ) -> Self {
        let (ring, turn) = (ArcSwap::from_pointee(KeyRing::unread()), Mutex::new(()));
        let looks = AtomicU64::new(0);
        Self { database, clock, entropy, secret, settings, ring, turn, looks }
    }

    /// Reads the rows, unless that was begun since this was called.
    pub(crate) async fn look(&self) -> Result<Arc<KeyRing>, KeysError> {
        let before = self.looks.load(Ordering::Acquire);
        let _turn = self.turn.lock().await;
        if self.looks.load(Ordering::Acquire) == before {
            self.looks.fetch_add(1, Ordering::Release);
            let rows = self.database.look(jwks::all).await?;
            let ring = KeyRing::read(&rows, &self.secret, &self.settings, self.clock.now())?;
            self.ring.store(Arc::new(ring.after(&self.ring.load())));
        }
        Ok(self.ring.load_full())
    }

    /// The key to sign with. If there is none it is made, by one server at a time.
    pub(crate) async fn signing(&self) -> Result<Arc<SigningKey>, KeysError> {
        let ring = self.ring.load_full();
        let now = self.clock.now();
        if let Some(key) = ring.signing(now).filter(|_| ring.age(now) < FRESH) {
            return Ok(key);
        }
        let ring = self.with_successor().await?;
        if let Some(key) = ring.signing(now) {
            return Ok(key);
        }
        self.make_if_needed().await?;
        self.look().await?.signing(now).ok_or(KeysError::Lost)
    }

    /// What `/jwks` answers: the public halves of all keys that a good token may be signed with.
    /// Better Auth makes a first key here too.
    pub(crate) async fn published(&self) -> Result<Value, KeysError> {
        let ring = self.with_successor().await?;
        if ring.is_empty {
            self.make_if_needed().await?;
            return Ok(self.look().await?.published());
        }
        Ok(ring.published())
    }

    /// Reads the rows, and makes the key that is to follow another if it is time to. The other
    /// one will do if that fails.
    pub(crate) async fn with_successor(&self) -> Result<Arc<KeyRing>, KeysError> {
        let ring = self.look().await?;
        if !ring.successor_due {
            return Ok(ring);
        }
        if let Err(error) = self.make_if_needed().await {
            log::error!("the next signing key could not be made: {error}");
            return Ok(ring);
        }
        self.look().await
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
