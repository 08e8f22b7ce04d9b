//! The keys of one issuer, and a clock that is moved.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta};
use ownly_remote_keys::{JwksUrl, RemoteKeys, Roots, Settings};
use token::{Clock, KeySource};

use crate::issuer::Issuer;

pub(crate) const TTL: i64 = 300;
pub(crate) const COOLDOWN: i64 = 10;
pub(crate) const STALE: i64 = 3600;

pub(crate) struct World {
    pub(crate) issuer: Issuer,
    pub(crate) remote: RemoteKeys,
    seconds: Arc<AtomicI64>,
}

impl World {
    /// After the first fetch.
    pub(crate) async fn with(issuer: Issuer) -> Self {
        let url = format!("http://{}/jwks", issuer.address);
        Self::at(&url, Roots::mozilla(), issuer).await
    }

    /// The same, at a URL of the issuer's and with those who vouch for it.
    pub(crate) async fn at(url: &str, roots: Roots, issuer: Issuer) -> Self {
        let seconds = Arc::new(AtomicI64::new(1_800_000_000));
        let moved = Arc::clone(&seconds);
        let clock = Clock::from_fn(move || {
            DateTime::from_timestamp(moved.load(Ordering::SeqCst), 0).unwrap()
        });
        let settings = Settings {
            url: JwksUrl::parse(url, &[]).unwrap(),
            roots,
            ttl: TimeDelta::seconds(TTL),
            cooldown: TimeDelta::seconds(COOLDOWN),
            stale: TimeDelta::seconds(STALE),
        };
        let remote = RemoteKeys::start(settings, clock).unwrap();
        remote.first_fetch().await;
        Self { issuer, remote, seconds }
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    /// The names of the keys that are known now.
    pub(crate) fn kids(&self) -> Vec<String> {
        self.remote.current().kids().map(str::to_owned).collect()
    }

    /// Waits for the keys that are fetched in the background.
    pub(crate) fn wait_for(&self, kids: &[&str]) {
        let begun = Instant::now();
        while self.kids() != kids {
            assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", self.kids());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Whether there is a key of that name, or nothing if that cannot be said.
    pub(crate) async fn has(&self, kid: &str) -> Option<bool> {
        Some(self.remote.refresh(kid).await.ok()?.contains(kid))
    }
}
