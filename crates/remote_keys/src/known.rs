use std::sync::Arc;

use chrono::{DateTime, Utc};
use token::KeySet;

use crate::remote::Settings;

/// What is known of the keys at a point in time; replaced as a whole
#[derive(Clone)]
pub(crate) struct Known {
    /// As they were when they were fetched last
    pub(crate) keys: Arc<KeySet>,
    /// The document that they are from
    pub(crate) document: Arc<[u8]>,
    /// When they were fetched last
    pub(crate) fetched_at: Option<DateTime<Utc>>,
    /// When a fetch was begun last, and whether it went well
    pub(crate) tried: Option<(DateTime<Utc>, bool)>,
}

impl Known {
    pub(crate) fn nothing() -> Self {
        let keys = Arc::new(KeySet::empty());
        Self { keys, document: Arc::from([]), fetched_at: None, tried: None }
    }

    /// Whether the keys may still be believed
    pub(crate) fn is_usable(&self, settings: &Settings, now: DateTime<Utc>) -> bool {
        self.fetched_at.is_some_and(|at| now < at + settings.ttl + settings.stale)
    }

    /// Whether a fetch is due without anyone's asking: the keys are old, or there are none, and the
    /// last try is long enough ago
    pub(crate) fn is_due(&self, settings: &Settings, now: DateTime<Utc>) -> bool {
        let old = self.fetched_at.is_none_or(|at| now >= at + settings.ttl || now < at);
        old && self.may_try(settings, now)
    }

    /// Whether the last try is long enough ago. A clock that was set back makes it so.
    pub(crate) fn may_try(&self, settings: &Settings, now: DateTime<Utc>) -> bool {
        self.tried.is_none_or(|(at, _)| now >= at + settings.cooldown || now < at)
    }

    /// When to look again
    pub(crate) fn next_look(&self, settings: &Settings, now: DateTime<Utc>) -> DateTime<Utc> {
        let old = self.fetched_at.map_or(now, |at| at + settings.ttl);
        let allowed = self.tried.map_or(now, |(at, _)| at + settings.cooldown);
        old.max(allowed)
    }
}
