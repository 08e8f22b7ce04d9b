use std::pin::Pin;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use derive_more::{Display, Error};

use crate::KeySet;

/// The keys cannot be had at the moment: issuer or database is out of reach
///
/// An answer of 503, never of 401: a 401 makes a client sign its user out.
#[derive(Debug, Display, Error)]
#[display("the keys cannot be had: {_0}")]
pub struct KeysUnavailable(#[error(source)] pub Box<dyn std::error::Error + Send + Sync>);

/// What [`KeySource::refresh`] answers
pub type Refreshed<'a> =
    Pin<Box<dyn Future<Output = Result<Arc<KeySet>, KeysUnavailable>> + Send + 'a>>;

/// Where the keys to verify with come from: our own table, a remote issuer, or a shared secret
pub trait KeySource: Send + Sync {
    /// The newest set known, at once: no waiting, no database
    fn current(&self) -> Arc<KeySet>;

    /// Called when a token names a `kid` that `current` lacks. Answers the set after at most one
    /// look at the source; a source with nothing to look at answers `current`.
    ///
    /// # Errors
    ///
    /// [`KeysUnavailable`] if the look failed, so that nobody knows whether the key exists.
    fn refresh<'a>(&'a self, kid: &'a str) -> Refreshed<'a>;

    /// Whether there are keys to speak of, for those who watch the server. A set without a key in
    /// it counts: it says that no token is good.
    ///
    /// # Errors
    ///
    /// [`KeysUnavailable`] if they could never be had, or not for too long.
    fn check(&self) -> Result<(), KeysUnavailable> {
        Ok(())
    }

    /// When the keys were last had from where they are kept, for those who watch the server; `None`
    /// where they never were, or need not be
    fn read_at(&self) -> Option<DateTime<Utc>> {
        None
    }
}

/// Keys that never change, such as a shared secret
#[derive(Debug, Clone)]
pub struct FixedKeys(Arc<KeySet>);

impl FixedKeys {
    /// A source that always answers this set
    pub fn new(keys: impl Into<Arc<KeySet>>) -> Self {
        Self(keys.into())
    }
}

impl KeySource for FixedKeys {
    fn current(&self) -> Arc<KeySet> {
        Arc::clone(&self.0)
    }

    fn refresh<'a>(&'a self, _kid: &'a str) -> Refreshed<'a> {
        Box::pin(std::future::ready(Ok(self.current())))
    }
}
