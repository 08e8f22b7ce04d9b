//! New keys of our own, and the end of old ones. Servers that share a database take turns.

use chrono::{DateTime, Utc};
use db::{AnyConnection, Begin, Mode, RawAccess};
use diesel::QueryResult;
use serde_json::Value;
use token::{Algorithm, SigningKey};

use super::{
    key_schedule::{handover, is_live},
    keys::{Keys, KeysError},
};
use crate::{
    sealed_key,
    store::jwks::{self, StoredKey},
};

const WRITE: Begin = Begin { mode: Mode::Write, user: None };

impl Keys {
    /// Makes a key if none is live or the one that is needs a successor, which another server may
    /// have seen to by now.
    pub(super) async fn make_if_needed(&self) -> Result<(), KeysError> {
        let (settings, new) = (self.settings, self.generate().await?);
        let now = *new.created_at;
        self.database
            .transaction(WRITE, move |connection| {
                jwks::lock(connection)?;
                let rows = jwks::all(connection)?;
                let none_is_live = !rows.iter().any(|row| is_live(row, now));
                if none_is_live || settings.is_successor_due(&rows, now) {
                    if settings.rotation.is_some() {
                        let endless = rows.iter().filter(|row| row.expires_at.is_none());
                        end_at(connection, endless, handover(now))?;
                    }
                    jwks::insert(connection, &new)?;
                    log::info!(
                        event = "key_made", kid:% = new.id, algorithm:% = settings.algorithm;
                        "made a key"
                    );
                }
                Ok(())
            })
            .await
    }

    /// Makes a key whatever the others are like, and ends them when it takes over: once verifiers
    /// have had the time to see it or, where it is to sign `at_once`, now.
    pub(crate) async fn rotate(&self, at_once: bool) -> Result<String, KeysError> {
        let new = self.generate().await?;
        let now = *new.created_at;
        let kid = new.id.clone();
        let end = if at_once { now } else { handover(now) };
        self.database
            .transaction(WRITE, move |connection| {
                jwks::lock(connection)?;
                let rows = jwks::all(connection)?;
                let ends_later = |row: &&StoredKey| row.expires_at.is_none_or(|it| *it > end);
                end_at(connection, rows.iter().filter(ends_later), end)?;
                jwks::insert(connection, &new)?;
                Ok::<_, KeysError>(())
            })
            .await?;
        log::info!(event = "key_rotated", kid:% = kid; "made the next key");
        Ok(kid)
    }

    /// Forgets a key, and makes another if none is left to sign. Its row goes: Better Auth on the
    /// same database checks tokens against every row there is.
    pub(crate) async fn revoke(&self, kid: String) -> Result<bool, KeysError> {
        let new = self.generate().await?;
        let (now, told) = (*new.created_at, kid.clone());
        let was_there = self
            .database
            .transaction(WRITE, move |connection| {
                jwks::lock(connection)?;
                let was_there = jwks::delete(connection, &kid)?;
                let rows = jwks::all(connection)?;
                if was_there && !rows.iter().any(|row| is_live(row, now)) {
                    jwks::insert(connection, &new)?;
                }
                Ok::<_, KeysError>(was_there)
            })
            .await?;
        if was_there {
            log::info!(event = "key_revoked", kid:% = told; "revoked a key");
        }
        Ok(was_there)
    }

    /// A row for a new key. RSA keys take long enough to make to keep a worker from its work.
    async fn generate(&self) -> Result<StoredKey, KeysError> {
        let (entropy, secrets) = (self.entropy.clone(), self.secrets.clone());
        let (settings, now) = (self.settings, self.clock.now());
        tokio::task::spawn_blocking(move || {
            let kid = entropy.id()?;
            let key = match settings.algorithm {
                Algorithm::EdDsa => SigningKey::generate_ed25519(kid.clone(), entropy.bytes()?)?,
                algorithm => SigningKey::generate(kid.clone(), algorithm)?,
            };
            let json = |jwk: Option<Value>| jwk.unwrap_or_default().to_string();
            let private = json(key.private_jwk());
            Ok(StoredKey {
                id: kid,
                public_key: json(key.public_jwk()),
                private_key: sealed_key::seal(&secrets, entropy.bytes()?, private.as_bytes())?,
                created_at: now.into(),
                expires_at: settings.end_of_new(now).map(Into::into),
                alg: Some(settings.algorithm.as_str().to_owned()),
                crv: settings.algorithm.curve().map(str::to_owned),
            })
        })
        .await?
    }
}

fn end_at<'r>(
    connection: &mut AnyConnection,
    rows: impl Iterator<Item = &'r StoredKey>,
    end: DateTime<Utc>,
) -> QueryResult<()> {
    for row in rows {
        jwks::end(connection, &row.id, end)?;
    }
    Ok(())
}
