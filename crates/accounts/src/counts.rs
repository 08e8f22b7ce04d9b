//! What the accounts have done, for those who watch the server.

use std::{collections::BTreeMap, time::Duration};

use chrono::{DateTime, Utc};

use crate::Accounts;

/// What the accounts have done since the start, and are doing. None of it tells of a user.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountCounts {
    /// How often each security event happened, by its name and its reason, which is empty where
    /// there is none.
    pub events: BTreeMap<(&'static str, String), u64>,
    /// How often a client called too often, by the rule.
    pub limited: BTreeMap<String, u64>,
    /// The threads that hash passwords.
    pub hashing: HashCounts,
    /// Mail, where any is sent.
    pub mail: Option<MailCounts>,
    /// When the key that signs tokens was made; `None` with a shared secret, and before there is
    /// one.
    pub signing_key_made_at: Option<DateTime<Utc>>,
}

/// What became of passwords to be hashed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HashCounts {
    /// How many wait for a thread.
    pub waiting: u64,
    /// How many hashes were made.
    pub made: u64,
    /// How many were refused because too many waited.
    pub refused: u64,
    /// How long all that were taken up had waited together.
    pub waited: Duration,
    /// How long the hashing of all took together.
    pub worked: Duration,
}

/// What became of mail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MailCounts {
    /// How many wait to be sent, or are on their way.
    pub queued: u64,
    /// How many were sent.
    pub sent: u64,
    /// How many tries failed and were to be followed by another.
    pub retried: u64,
    /// How many were given up.
    pub failed: u64,
    /// How many were dropped because too many waited, or the server was going down.
    pub dropped: u64,
}

impl Accounts {
    /// What was done since the start.
    pub fn counts(&self) -> AccountCounts {
        let inner = &self.0;
        let (mut events, mut limited) = (BTreeMap::new(), BTreeMap::new());
        for ((name, reason), count) in inner.events.counted() {
            let reason = reason.into_owned();
            if name == "limit_hit" {
                limited.insert(reason.clone(), count);
            }
            events.insert((name, reason), count);
        }
        AccountCounts {
            events,
            limited,
            hashing: inner.hasher.counts(),
            mail: inner.mailer.as_ref().map(|mailer| mailer.counts()),
            signing_key_made_at: inner.keys.signing_made_at(),
        }
    }
}
