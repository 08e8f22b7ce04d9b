//! The keys of our own that tokens are signed with and checked against.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use arc_swap::ArcSwap;
use chrono::{DateTime, TimeDelta, Utc};
use db::{Database, RawAccess};
use derive_more::{Display, Error, From};
use serde_json::Value;
use token::{Clock, KeySet, KeySource, KeysUnavailable, Refreshed, SigningKey};
use tokio::sync::{Mutex, MutexGuard};

use super::key_ring::{KeyRing, RingError};
use crate::{
    Entropy, Secrets, random::EntropyUnavailable, sealed_key::SealError, settings::KeySettings,
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
    pub(crate) secrets: Secrets,
    pub(crate) settings: KeySettings,
    ring: ArcSwap<KeyRing>,
    /// One look at the database at a time. Whoever had to wait for their turn is content with a
    /// look that began after they came: any number of unknown kids makes no queue of looks.
    turn: Mutex<()>,
    /// How many looks were begun, and the number of the last that went well.
    looks: AtomicU64,
    seen: AtomicU64,
}

impl Keys {
    pub(crate) fn new(
        database: Database,
        clock: Clock,
        entropy: Entropy,
        secrets: Secrets,
        settings: KeySettings,
    ) -> Self {
        let (ring, turn) = (ArcSwap::from_pointee(KeyRing::unread()), Mutex::new(()));
        let (looks, seen) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { database, clock, entropy, secrets, settings, ring, turn, looks, seen }
    }

    /// Reads the rows, unless that was begun since this was called. Then its outcome is this one's
    /// too: the rows as they were before a look that failed say nothing of an unknown key.
    pub(crate) async fn look(&self) -> Result<Arc<KeyRing>, KeysError> {
        let before = self.looks.load(Ordering::Acquire);
        let turn = self.turn.lock().await;
        let begun = self.looks.load(Ordering::Acquire);
        if begun == before {
            self.read(turn).await?;
        } else if self.seen.load(Ordering::Acquire) != begun {
            return Err(db::Error::Unavailable("the last look failed".into()).into());
        }
        Ok(self.ring.load_full())
    }

    async fn read(&self, _turn: MutexGuard<'_, ()>) -> Result<(), KeysError> {
        let number = self.looks.fetch_add(1, Ordering::AcqRel) + 1;
        let rows = self.database.look(jwks::all).await?;
        let ring = KeyRing::read(&rows, &self.secrets, &self.settings, self.clock.now())?;
        self.ring.store(Arc::new(ring.after(&self.ring.load())));
        self.seen.store(number, Ordering::Release);
        Ok(())
    }

    /// The key to sign with. If there is none it is made, by one server at a time.
    pub(crate) async fn signing(&self) -> Result<Arc<SigningKey>, KeysError> {
        let ring = self.ring.load_full();
        let now = self.clock.now();
        if let Some(known) = ring.signing(now) {
            if ring.age(now) < FRESH {
                return Ok(known);
            }
            // Someone is looking already; while the database is away that takes its time.
            let Ok(turn) = self.turn.try_lock() else { return Ok(known) };
            match self.read(turn).await {
                Ok(()) => {
                    let ring = self.followed(self.ring.load_full()).await?;
                    if let Some(key) = ring.signing(now) {
                        return Ok(key);
                    }
                }
                // Nobody can have been told of another key.
                Err(KeysError::Database(db::Error::Unavailable(_))) => return Ok(known),
                Err(error) => return Err(error),
            }
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

    /// When the key that signs was made, as of the last look.
    pub(crate) fn signing_made_at(&self) -> Option<DateTime<Utc>> {
        self.ring.load().signing_made_at
    }

    /// Reads the rows, and makes the key that is to follow another if it is time to.
    pub(crate) async fn with_successor(&self) -> Result<Arc<KeyRing>, KeysError> {
        let ring = self.look().await?;
        self.followed(ring).await
    }

    /// The ring with a successor to its key, if it is time for one. The key will do if that fails.
    async fn followed(&self, ring: Arc<KeyRing>) -> Result<Arc<KeyRing>, KeysError> {
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

    fn read_at(&self) -> Option<DateTime<Utc>> {
        self.ring.load().read_at()
    }

    fn refresh<'a>(&'a self, _: &'a str) -> Refreshed<'a> {
        Box::pin(async {
            let ring = self.look().await.map_err(|error| KeysUnavailable(error.into()))?;
            Ok(ring.verifying())
        })
    }
}
