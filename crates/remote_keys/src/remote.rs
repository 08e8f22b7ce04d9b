use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use arc_swap::ArcSwap;
use chrono::{DateTime, TimeDelta, Utc};
use derive_more::Debug;
use token::{Clock, KeySet, KeySource, KeysUnavailable, Refreshed};
use tokio::sync::watch;

use crate::fetch::Fetcher;
use crate::known::Known;
use crate::{FetchError, JwksUrl, Roots, thread};

/// Longest that a request waits for a fetch: as long as one may take, and a little
const PATIENCE: Duration = Duration::from_secs(6);

/// Where the keys of another issuer are, and how often to look
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where they are
    pub url: JwksUrl,
    /// Who vouches for the server there, where the URL is `https`
    pub roots: Roots,
    /// How long they are taken for current
    pub ttl: TimeDelta,
    /// How long after a fetch the next one may be: neither unknown names nor failures make more
    pub cooldown: TimeDelta,
    /// How long beyond [`ttl`](Self::ttl) they are believed while they cannot be fetched again
    pub stale: TimeDelta,
}

/// The keys of another issuer
///
/// Current ones are answered at once and fetched again in the background. Dropped, it ends its
/// thread.
#[derive(Debug)]
pub struct RemoteKeys {
    #[debug(skip)]
    shared: Arc<Shared>,
    /// Wakes the thread; a second call while it is being woken is one too many
    #[debug(skip)]
    wake: SyncSender<()>,
    /// What no token is good by
    #[debug(skip)]
    none: Arc<KeySet>,
}

/// What the thread shares with those who ask
pub(crate) struct Shared {
    pub(crate) fetcher: Fetcher,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) known: ArcSwap<Known>,
    /// Whether someone asks for a fetch although the keys are current
    pub(crate) wanted: AtomicBool,
    /// Whether a fetch has begun and not ended
    pub(crate) under_way: AtomicBool,
    /// How many fetches have ended
    pub(crate) ended: watch::Sender<u64>,
}

impl RemoteKeys {
    /// Starts the thread, which fetches at once. An issuer that is away is no error.
    ///
    /// # Errors
    ///
    /// When the system starts no thread.
    pub fn start(settings: Settings, clock: Clock) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            fetcher: Fetcher::new(settings.url.clone(), settings.roots.clone()),
            settings,
            clock,
            known: ArcSwap::from_pointee(Known::nothing()),
            wanted: AtomicBool::new(false),
            under_way: AtomicBool::new(false),
            ended: watch::Sender::new(0),
        });
        let (wake, woken) = sync_channel(1);
        thread::start(Arc::clone(&shared), woken)?;
        Ok(Self { shared, wake, none: Arc::new(KeySet::empty()) })
    }

    /// Waits for the first fetch to end, well or not
    pub async fn first_fetch(&self) {
        let mut ended = self.shared.ended.subscribe();
        let first = ended.wait_for(|count| *count > 0);
        _ = tokio::time::timeout(PATIENCE, first).await;
    }

    fn wake(&self) {
        // A full channel wakes it, too, and a closed one has nobody to wake.
        _ = self.wake.try_send(());
    }

    fn unavailable(&self) -> Option<KeysUnavailable> {
        let known = self.shared.known.load();
        if known.is_usable(&self.shared.settings, self.shared.clock.now()) {
            return None;
        }
        let why = if known.fetched_at.is_some() { FetchError::TooOld } else { FetchError::NotYet };
        Some(KeysUnavailable(why.into()))
    }

    /// What was known after the last try; not available if that failed, for then nobody knows
    /// whether the issuer has a key of that name
    fn after_trying(&self) -> Result<Arc<KeySet>, KeysUnavailable> {
        if let Some(unavailable) = self.unavailable() {
            return Err(unavailable);
        }
        let known = self.shared.known.load();
        match known.tried {
            Some((_, true)) => Ok(Arc::clone(&known.keys)),
            Some((_, false)) | None => Err(KeysUnavailable(FetchError::Failed.into())),
        }
    }

    async fn look_for(&self, kid: &str) -> Result<Arc<KeySet>, KeysUnavailable> {
        let Shared { settings, clock, known, wanted, under_way, ended, .. } = &*self.shared;
        // Before anything is looked at, so that no end is missed.
        let mut ended = ended.subscribe();
        let now = clock.now();
        let before = known.load_full();
        if before.is_usable(settings, now) && before.keys.contains(kid) {
            return Ok(Arc::clone(&before.keys));
        }
        if under_way.load(Ordering::Acquire) || before.may_try(settings, now) {
            wanted.store(true, Ordering::Release);
            self.wake();
            _ = tokio::time::timeout(PATIENCE, ended.changed()).await;
        }
        self.after_trying()
    }
}

impl KeySource for RemoteKeys {
    fn current(&self) -> Arc<KeySet> {
        let Shared { settings, clock, known, .. } = &*self.shared;
        let (known, now) = (known.load(), clock.now());
        if known.is_due(settings, now) {
            self.wake();
        }
        let keys = if known.is_usable(settings, now) { &known.keys } else { &self.none };
        Arc::clone(keys)
    }

    fn refresh<'a>(&'a self, kid: &'a str) -> Refreshed<'a> {
        Box::pin(self.look_for(kid))
    }

    fn read_at(&self) -> Option<DateTime<Utc>> {
        self.shared.known.load().fetched_at
    }

    fn check(&self) -> Result<(), KeysUnavailable> {
        match self.unavailable() {
            None => Ok(()),
            Some(why) => {
                self.wake();
                Err(why)
            }
        }
    }
}
