//! Hashing and verifying off the server's own threads.

use std::{
    hint::black_box,
    io,
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread::available_parallelism,
    time::{Duration, Instant},
};

use super::hash::{Cost, StoredHash};
use crate::{
    counts::HashCounts,
    pool::{Pool, PoolError, Priority},
    random::Entropy,
};

/// What a decoy is hashed with: any salt will do, nothing is compared with the result.
const DECOY_SALT: [u8; 16] = [0; 16];

/// How the hashing threads are set up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HasherSettings {
    /// How many passwords are hashed at once; each takes a core and, at standard cost, 32 MiB.
    pub(crate) threads: NonZeroUsize,
    /// How many more requests may wait; the next is told that the server is busy.
    pub(crate) waiting: usize,
    /// How much work one hash is.
    pub(crate) cost: Cost,
}

impl Default for HasherSettings {
    /// A thread a core, 64 requests waiting, standard cost.
    fn default() -> Self {
        let threads = available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Self { threads, waiting: 64, cost: Cost::Standard }
    }
}

/// Why there is no hash, or no verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
pub(crate) enum HashError {
    /// Too many are waiting: answer 503 with `Retry-After`.
    #[display("too many passwords are waiting to be hashed")]
    Busy,
    /// No hashing thread is left.
    #[display("the hashing threads have stopped")]
    Stopped,
    /// The hashing itself panicked.
    #[display("hashing a password failed")]
    Failed,
    /// The stored text is no hash: the data is at fault, not the password.
    #[display("the stored password hash cannot be read")]
    Corrupt,
    /// There were no random bytes for a salt.
    #[display("no random bytes to be had")]
    Entropy,
}

impl From<PoolError> for HashError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Busy => Self::Busy,
            PoolError::Stopped => Self::Stopped,
            PoolError::Panicked => Self::Failed,
        }
    }
}

/// Hashes passwords on threads of its own, named `hash-0`, `hash-1`, …; they end with the last
/// clone.
#[derive(Clone)]
pub(crate) struct Hasher {
    pool: Pool,
    cost: Cost,
    entropy: Entropy,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    waiting: AtomicU64,
    made: AtomicU64,
    refused: AtomicU64,
    waited_micros: AtomicU64,
    worked_micros: AtomicU64,
}

/// A password that waits for a thread, until it is taken up or nobody wants it any more.
struct Waiting(Arc<Counts>);

impl Waiting {
    fn begin(counts: &Arc<Counts>) -> Self {
        counts.waiting.fetch_add(1, Relaxed);
        Self(Arc::clone(counts))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Relaxed);
    }
}

impl Hasher {
    /// Starts the threads. Fails when the operating system gives none.
    pub(crate) fn start(settings: HasherSettings, entropy: Entropy) -> io::Result<Self> {
        let (pool, _) = Pool::start("hash", settings.threads, settings.waiting, Priority::Low)?;
        Ok(Self { pool, cost: settings.cost, entropy, counts: Arc::default() })
    }

    /// The text to store for `password`, with a fresh salt.
    pub(crate) async fn hash(&self, password: String) -> Result<String, HashError> {
        let salt = self.entropy.bytes().map_err(|_| HashError::Entropy)?;
        let cost = self.cost;
        self.counted(move || StoredHash::new(&password, salt, cost).to_text()).await
    }

    /// Whether `password` is the one `stored` was made of. `None` stands for a user that does not
    /// exist or has no password: never right, but as much work as any other, so that the time of an
    /// answer does not tell who has an account. That holds for a corrupt text too.
    pub(crate) async fn verify(
        &self,
        password: String,
        stored: Option<String>,
    ) -> Result<bool, HashError> {
        let cost = self.cost;
        let stored = stored.map(|stored| stored.parse::<StoredHash>());
        self.counted(move || match stored {
            Some(Ok(stored)) => Ok(stored.verify(&password, cost)),
            Some(Err(_)) => {
                black_box(StoredHash::new(&password, DECOY_SALT, cost));
                Err(HashError::Corrupt)
            }
            None => {
                black_box(StoredHash::new(&password, DECOY_SALT, cost));
                Ok(false)
            }
        })
        .await?
    }

    /// How many hashes have been made since the start, decoys among them.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests count the hashes of a sign-in"))]
    pub(crate) fn hashes_made(&self) -> u64 {
        self.counts.made.load(Relaxed)
    }

    /// What was done since the start.
    pub(crate) fn counts(&self) -> HashCounts {
        let Counts { waiting, made, refused, waited_micros, worked_micros } = &*self.counts;
        HashCounts {
            waiting: waiting.load(Relaxed),
            made: made.load(Relaxed),
            refused: refused.load(Relaxed),
            waited: Duration::from_micros(waited_micros.load(Relaxed)),
            worked: Duration::from_micros(worked_micros.load(Relaxed)),
        }
    }

    /// Has `job`, which makes one hash, done and counted.
    async fn counted<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let (counts, waiting) = (Arc::clone(&self.counts), Waiting::begin(&self.counts));
        let came = Instant::now();
        let job = move || {
            drop(waiting);
            let begun = Instant::now();
            counts.waited_micros.fetch_add(micros(begun - came), Relaxed);
            let answer = job();
            counts.made.fetch_add(1, Relaxed);
            counts.worked_micros.fetch_add(micros(begun.elapsed()), Relaxed);
            answer
        };
        let done = self.pool.run(job).await;
        if matches!(done, Err(PoolError::Busy)) {
            self.counts.refused.fetch_add(1, Relaxed);
        }
        Ok(done?)
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::EntropyUnavailable;

    fn hasher(entropy: Entropy) -> Hasher {
        let settings = HasherSettings { cost: Cost::Cheap, ..HasherSettings::default() };
        Hasher::start(settings, entropy).unwrap()
    }

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap()
            .block_on(future)
    }

    fn verify(hasher: &Hasher, password: &str, stored: Option<&str>) -> Result<bool, HashError> {
        block_on(hasher.verify(password.to_owned(), stored.map(str::to_owned)))
    }

    #[test]
    fn a_password_verifies_against_its_own_hash_alone() {
        let hasher = hasher(Entropy::system());
        let stored = block_on(hasher.hash("correct horse".to_owned())).unwrap();
        assert_eq!(verify(&hasher, "correct horse", Some(&stored)), Ok(true));
        assert_eq!(verify(&hasher, "wrong horse", Some(&stored)), Ok(false));
    }

    #[test]
    fn the_same_password_is_stored_differently_each_time() {
        let hasher = hasher(Entropy::system());
        let stored = [(); 2].map(|()| block_on(hasher.hash("correct horse".to_owned())).unwrap());
        assert_ne!(stored[0], stored[1]);
    }

    #[test]
    fn right_wrong_unknown_and_corrupt_cost_one_hash_each() {
        let hasher = hasher(Entropy::system());
        let stored = block_on(hasher.hash("correct horse".to_owned())).unwrap();
        assert_eq!(hasher.hashes_made(), 1);
        let cases = [
            ("correct horse", Some(stored.as_str()), Ok(true)),
            ("wrong horse", Some(stored.as_str()), Ok(false)),
            ("correct horse", None, Ok(false)),
            ("correct horse", Some("no hash"), Err(HashError::Corrupt)),
        ];
        for (before, (password, stored, expected)) in (1..).zip(cases) {
            assert_eq!(verify(&hasher, password, stored), expected);
            assert_eq!(hasher.hashes_made(), before + 1, "{expected:?}");
        }
    }

    #[test]
    fn clones_share_their_threads_and_their_count() {
        let hasher = hasher(Entropy::system());
        let clone = hasher.clone();
        drop(hasher);
        assert_eq!(verify(&clone, "x", None), Ok(false));
        assert_eq!(clone.hashes_made(), 1);
    }

    #[test]
    fn without_random_bytes_no_hash_is_made() {
        let hasher = hasher(Entropy::from_fn(|_| Err(EntropyUnavailable)));
        assert_eq!(block_on(hasher.hash("x".to_owned())), Err(HashError::Entropy));
        assert_eq!(hasher.hashes_made(), 0);
    }

    #[test]
    fn a_hash_made_elsewhere_with_standard_cost_verifies_at_standard_cost() {
        let settings = HasherSettings { threads: NonZeroUsize::MIN, ..HasherSettings::default() };
        let hasher = Hasher::start(settings, Entropy::system()).unwrap();
        let stored = "63b538e24c9b07b3aa23a5f800f64518:3931c57c7107290c347e5840fa109554868c6161055b5a0221c73ecdd8515fab65911d639077a7fc3790104b384edc7d04e7ab98b3625b96f068df1761ae395a";
        assert_eq!(verify(&hasher, "password", Some(stored)), Ok(true));
    }

    #[test]
    fn each_fault_of_the_pool_has_its_own_name() {
        let named = [PoolError::Busy, PoolError::Stopped, PoolError::Panicked].map(HashError::from);
        assert_eq!(named, [HashError::Busy, HashError::Stopped, HashError::Failed]);
    }
}
