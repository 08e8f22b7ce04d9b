//! When a key of our own is made, signs, is published and is forgotten.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use token::Algorithm;

use crate::{settings::KeySettings, store::jwks::StoredKey};

/// How long a key is published before it signs: twice what `/jwks` may be kept for, so that every
/// verifier has seen it by then.
const LEAD: TimeDelta = TimeDelta::seconds(600);

/// How long before a key ends its successor is made: the lead, and some minutes in which the
/// database may be away.
const AHEAD: TimeDelta = TimeDelta::seconds(900);

/// What a key is good for at a point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, derive_more::Display)]
pub enum KeyState {
    /// New tokens are signed with it.
    #[display("signing")]
    Signing,
    /// It is published, and waits to sign.
    #[display("next")]
    Next,
    /// It could sign, and a newer one does.
    #[display("live")]
    Live,
    /// It signs no more; its tokens are good for as long as they last.
    #[display("retired")]
    Retired,
    /// It is over: it is not published, and its tokens are refused.
    #[display("over")]
    Over,
}

impl KeySettings {
    /// The row of `rows`, newest first, to sign with.
    ///
    /// Better Auth's choice: the newest live key of the configured algorithm, or else of any. But
    /// one that verifiers may not have seen yet waits, if an older key is live.
    pub(crate) fn signing<'r>(
        &self,
        rows: &'r [StoredKey],
        now: DateTime<Utc>,
    ) -> Option<&'r StoredKey> {
        let live = || rows.iter().filter(move |row| is_live(row, now));
        let seen = |row: &&StoredKey| *row.created_at + LEAD <= now;
        let ours = |row: &&StoredKey| self.algorithm_of(row) == Some(self.algorithm);
        live()
            .find(|row| seen(row) && ours(row))
            .or_else(|| live().find(seen))
            .or_else(|| live().find(ours))
            .or_else(|| live().next())
    }

    /// Whether a live key is to have a successor now.
    pub(crate) fn is_successor_due(&self, rows: &[StoredKey], now: DateTime<Utc>) -> bool {
        let live = || rows.iter().filter(move |row| is_live(row, now));
        let ours = |row: &&StoredKey| self.algorithm_of(row) == Some(self.algorithm);
        let (Some(every), Some(newest)) =
            (self.rotation, live().find(ours).or_else(|| live().next()))
        else {
            return false;
        };
        let end = newest.expires_at.map_or(*newest.created_at + every, |end| *end);
        end - AHEAD <= now
    }

    /// When a key that is made now ends, as Better Auth has it.
    pub(crate) fn end_of_new(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.rotation.map(|every| now + every)
    }

    /// Whether tokens signed with the key may still be good.
    pub(crate) fn is_published(&self, row: &StoredKey, now: DateTime<Utc>) -> bool {
        row.expires_at.is_none_or(|end| *end + self.grace > now)
    }

    /// What the key signs with. Rows of Better Auth before 1.7 do not say: it takes them for ones
    /// of the configured algorithm, which they are if they are of its kind.
    pub(crate) fn algorithm_of(&self, row: &StoredKey) -> Option<Algorithm> {
        match &row.alg {
            Some(name) => name.parse().ok(),
            None => {
                let jwk: Value = serde_json::from_str(&row.public_key).ok()?;
                Algorithm::of_unnamed_key(&jwk, self.algorithm)
            }
        }
    }

    /// What each of `rows`, newest first, is good for.
    pub(crate) fn states(&self, rows: &[StoredKey], now: DateTime<Utc>) -> Vec<KeyState> {
        let signing = self.signing(rows, now).map(|row| &row.id);
        let state = |row: &StoredKey| match row {
            row if Some(&row.id) == signing => KeyState::Signing,
            row if is_live(row, now) && *row.created_at + LEAD > now => KeyState::Next,
            row if is_live(row, now) => KeyState::Live,
            row if self.is_published(row, now) => KeyState::Retired,
            _ => KeyState::Over,
        };
        rows.iter().map(state).collect()
    }
}

/// Whether the key may sign.
pub(crate) fn is_live(row: &StoredKey, now: DateTime<Utc>) -> bool {
    row.expires_at.is_none_or(|end| *end > now)
}

/// When a successor that is made now takes over, if it is not to sign at once.
pub(crate) fn handover(now: DateTime<Utc>) -> DateTime<Utc> {
    now + LEAD
}

#[cfg(test)]
mod tests;
