//! The counting.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use db::{Begin, Database, Mode, RawAccess};
use token::Clock;

use super::{LONGEST_WINDOW, RateLimit, Rule, memory::Counters, rule};
use crate::{Entropy, client_address::ClientAddress, fault::Fault, store::rate_limits};

/// A client whose address nobody knows is one with all of its kind.
const UNKNOWN_CLIENT: &str = "no-trusted-ip";

/// How often old rows are deleted, in milliseconds.
const PURGE_EVERY: i64 = 60_000;

/// Counts, and refuses what is too much.
pub(crate) struct Limiter {
    storage: Storage,
    database: Database,
    clock: Clock,
    entropy: Entropy,
}

enum Storage {
    Off,
    Memory(Mutex<Counters>),
    /// With the time of the last purge, in milliseconds since 1970.
    Database(AtomicI64),
}

impl Limiter {
    pub(crate) fn new(
        limit: RateLimit,
        database: Database,
        clock: Clock,
        entropy: Entropy,
    ) -> Self {
        let storage = match limit {
            RateLimit::Off => Storage::Off,
            RateLimit::Memory => Storage::Memory(Mutex::default()),
            RateLimit::Database => Storage::Database(AtomicI64::new(0)),
        };
        Self { storage, database, clock, entropy }
    }

    /// Counts a request to a path below the base.
    ///
    /// # Errors
    /// [`Fault::TooManyRequests`]; [`Fault::Unavailable`] where the counters cannot be had.
    pub(crate) async fn request(
        &self,
        client: Option<ClientAddress>,
        path: &str,
    ) -> Result<(), Fault> {
        let (bucket, rule) = rule::of_path(path);
        let client = client.map_or_else(|| UNKNOWN_CLIENT.to_owned(), |client| client.to_string());
        self.count(format!("{client}|{bucket}"), rule).await
    }

    /// Counts one more of `key`, or refuses it. A refused one is not counted, so the window begins
    /// anew with each that was let through.
    pub(super) async fn count(&self, key: String, rule: Rule) -> Result<(), Fault> {
        let now = self.now();
        let counted = match &self.storage {
            Storage::Off => Ok(()),
            Storage::Memory(counters) => lock(counters).count(key, rule, now),
            Storage::Database(purged) => {
                self.purge(purged, now).await;
                let id = self.entropy.id()?;
                let begin = Begin { mode: Mode::Write, user: None };
                let counting = self.database.transaction(begin, move |connection| {
                    Ok::<_, Fault>(rate_limits::count(connection, &id, &key, rule, now)?)
                });
                counting.await?
            }
        };
        counted.map_err(|refused| Fault::TooManyRequests {
            seconds: refused.retry_after(rule.window, now),
        })
    }

    /// How many of `key` there were, if that counts still.
    pub(super) async fn counted(&self, key: String, rule: Rule) -> Result<i32, Fault> {
        let found = match &self.storage {
            Storage::Off => None,
            Storage::Memory(counters) => lock(counters).get(&key),
            Storage::Database(_) => {
                self.database.look(move |connection| rate_limits::get(connection, &key)).await?
            }
        };
        let now = self.now();
        Ok(found.filter(|found| !found.is_over(rule.window, now)).map_or(0, |found| found.count))
    }

    /// Begins `key` anew.
    pub(super) async fn forget(&self, key: String) -> Result<(), Fault> {
        match &self.storage {
            Storage::Off => Ok(()),
            Storage::Memory(counters) => {
                lock(counters).remove(&key);
                Ok(())
            }
            Storage::Database(_) => {
                let begin = Begin { mode: Mode::Write, user: None };
                let forgetting = self.database.transaction(begin, move |connection| {
                    Ok::<_, Fault>(rate_limits::delete(connection, &key)?)
                });
                forgetting.await
            }
        }
    }

    /// Deletes the rows that count no more, now and then. Where that fails the next one does it.
    async fn purge(&self, purged: &AtomicI64, now: i64) {
        let last = purged.load(Ordering::Relaxed);
        let due = (now - last).abs() >= PURGE_EVERY;
        let ours =
            due && purged.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        if !ours {
            return;
        }
        let begin = Begin { mode: Mode::Write, user: None };
        let purging = self.database.transaction(begin, move |connection| {
            Ok::<_, Fault>(rate_limits::purge(connection, now, LONGEST_WINDOW)?)
        });
        if let Err(error) = purging.await {
            log::warn!("old rate limits could not be deleted: {error}");
        }
    }

    fn now(&self) -> i64 {
        self.clock.now().timestamp_millis()
    }
}

/// The counters are whole whatever a panicking thread was about to do with them.
fn lock(counters: &Mutex<Counters>) -> MutexGuard<'_, Counters> {
    counters.lock().unwrap_or_else(PoisonError::into_inner)
}
