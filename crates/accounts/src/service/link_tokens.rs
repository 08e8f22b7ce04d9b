//! The tokens of mailed links that are stored: each works once.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use db::{AnyConnection, Begin, Database, Mode, RawAccess};
use token::Clock;

use crate::{
    Entropy,
    fault::Fault,
    store::verifications::{self, Verification},
};

/// What a link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkPurpose {
    ResetPassword,
    DeleteUser,
}

/// What is over is deleted this often at most.
const PURGE_EVERY: TimeDelta = TimeDelta::seconds(60);

/// Makes and finds the tokens.
pub(crate) struct LinkTokens {
    database: Database,
    clock: Clock,
    entropy: Entropy,
    /// Whether new ones are stored hashed.
    hashed: bool,
    /// When what is over was last deleted: milliseconds since 1970.
    purged_at: AtomicI64,
}

impl LinkTokens {
    pub(crate) fn new(database: Database, clock: Clock, entropy: Entropy, hashed: bool) -> Self {
        Self { database, clock, entropy, hashed, purged_at: AtomicI64::new(i64::MIN) }
    }

    /// A new token for a user, not yet stored.
    pub(crate) fn make(
        &self,
        purpose: LinkPurpose,
        user_id: &str,
        lasts: Duration,
    ) -> Result<(String, Verification), Fault> {
        let token = match purpose {
            LinkPurpose::ResetPassword => self.entropy.reset_token()?,
            LinkPurpose::DeleteUser => self.entropy.delete_token()?,
        };
        let [plain, hashed] = identifiers(purpose, &token);
        let now = self.clock.now();
        let row = Verification {
            id: self.entropy.id()?,
            identifier: if self.hashed { hashed } else { plain },
            value: user_id.to_owned(),
            expires_at: (now + lasts).into(),
            created_at: now.into(),
            updated_at: now.into(),
        };
        Ok((token, row))
    }

    /// Whose a token is, if it is good. It stays so.
    pub(crate) async fn look(
        &self,
        purpose: LinkPurpose,
        token: &str,
    ) -> Result<Option<String>, Fault> {
        self.purge().await;
        let identifiers = identifiers(purpose, token);
        let found = self
            .database
            .look(move |connection| verifications::newest(connection, &identifiers))
            .await?;
        Ok(found.and_then(|found| still_good(found, self.clock.now())))
    }

    /// Deletes what is over, unless that was done just now. Nobody's request fails over it.
    pub(crate) async fn purge(&self) {
        let now = self.clock.now();
        let millis = now.timestamp_millis();
        let before = self.purged_at.load(Ordering::Relaxed);
        let due = before.saturating_add(PURGE_EVERY.num_milliseconds()) <= millis;
        let taken = Ordering::Relaxed;
        // Of several requests at once one does it.
        if !due || self.purged_at.compare_exchange(before, millis, taken, taken).is_err() {
            return;
        }
        let begin = Begin { mode: Mode::Write, user: None };
        let purged = self.database.transaction(begin, move |connection| {
            Ok::<_, db::Error>(verifications::delete_expired(connection, now.into())?)
        });
        match purged.await {
            Ok(rows) => log::debug!(rows; "deleted tokens of links that were over"),
            Err(error) => log::warn!("tokens of links that are over could not be deleted: {error}"),
        }
    }
}

/// Whose a token is, if it is good at `now`; from then on it is not.
pub(crate) fn consume(
    connection: &mut AnyConnection,
    purpose: LinkPurpose,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<String>, db::Error> {
    let found = verifications::consume(connection, &identifiers(purpose, token))?;
    Ok(found.and_then(|found| still_good(found, now)))
}

fn still_good(found: Verification, now: DateTime<Utc>) -> Option<String> {
    (*found.expires_at >= now).then_some(found.value)
}

/// What the row of a token may be called: plainly, or by its SHA-256.
fn identifiers(purpose: LinkPurpose, token: &str) -> [String; 2] {
    let plain = match purpose {
        LinkPurpose::ResetPassword => format!("reset-password:{token}"),
        LinkPurpose::DeleteUser => format!("delete-account-{token}"),
    };
    let hash = digest::digest(&digest::SHA256, plain.as_bytes());
    [plain, URL_SAFE_NO_PAD.encode(hash)]
}
