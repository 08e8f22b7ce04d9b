//! The keys of a server as its operator sees them.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use db::{Database, RawAccess};
use derive_more::{Display, Error};
use token::{Clock, KeySource};

use crate::{
    Entropy, KeySettings, KeyState, Secrets,
    service::keys::{Keys, KeysError},
    store::jwks,
};

/// The keys that a server's tokens are signed with, to be looked at and changed from outside it.
pub struct SigningKeys(Arc<Keys>);

/// What may be told of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyReport {
    /// Its name.
    pub kid: String,
    /// What it signs with, as its row says or implies.
    pub algorithm: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it signs no more, if that is known.
    pub expires_at: Option<DateTime<Utc>>,
    /// What it is good for now.
    pub state: KeyState,
}

/// Why the keys could not be read or changed.
#[derive(Debug, Display, Error)]
#[display("{_0}")]
pub struct SigningKeysError(KeysError);

impl From<KeysError> for SigningKeysError {
    fn from(error: KeysError) -> Self {
        Self(error)
    }
}

impl SigningKeys {
    /// The keys in `database`, whose schema is up to date.
    pub fn new(
        database: Database,
        clock: Clock,
        entropy: Entropy,
        secrets: Secrets,
        settings: KeySettings,
    ) -> Self {
        Self(Arc::new(Keys::new(database, clock, entropy, secrets, settings)))
    }

    /// All keys, newest first.
    ///
    /// # Errors
    /// When the database cannot be had.
    pub async fn list(&self) -> Result<Vec<KeyReport>, SigningKeysError> {
        let Keys { database, settings, clock, .. } = &*self.0;
        let rows = database.look(jwks::all).await.map_err(KeysError::from)?;
        let states = settings.states(&rows, clock.now());
        let unknown = || "unknown".to_owned();
        let report = |(row, state): (jwks::StoredKey, KeyState)| KeyReport {
            algorithm: row.alg.clone().unwrap_or_else(|| {
                settings.algorithm_of(&row).map_or_else(unknown, |it| it.as_str().to_owned())
            }),
            kid: row.id,
            created_at: *row.created_at,
            expires_at: row.expires_at.map(|end| *end),
            state,
        };
        Ok(rows.into_iter().zip(states).map(report).collect())
    }

    /// Makes the next key, and says its name. It signs once verifiers have had the time to see
    /// it, which is 10 minutes, and the others no longer than until then; or all of that `at_once`.
    ///
    /// # Errors
    /// When the key cannot be made or stored; then nothing has changed.
    pub async fn rotate(&self, at_once: bool) -> Result<String, SigningKeysError> {
        Ok(self.0.rotate(at_once).await?)
    }

    /// Forgets a key: its tokens are refused from now on, by servers that run within a minute.
    /// Whether there was such a key. If no other is left to sign, one is made.
    ///
    /// # Errors
    /// When the database cannot be had; then nothing has changed.
    pub async fn revoke(&self, kid: impl Into<String>) -> Result<bool, SigningKeysError> {
        Ok(self.0.revoke(kid.into()).await?)
    }

    /// The keys that tokens are checked with now.
    ///
    /// # Errors
    /// When the database cannot be had, or the secret does not open the key that signs.
    pub async fn key_source(&self) -> Result<Arc<dyn KeySource>, SigningKeysError> {
        self.0.look().await?;
        Ok(self.0.clone())
    }
}
