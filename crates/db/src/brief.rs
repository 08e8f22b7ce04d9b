//! Reading on the thread that asks.
//!
//! On SQLite a read of a few rows by an index takes less time than to hand it to another thread
//! and to be woken by that one. It is for what is brief: nothing here waits for a lock, and when
//! reads turn out to be long, the next ones are given to threads for a while.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread::available_parallelism,
    time::{Duration, Instant},
};

use r2d2::Pool;

use crate::{
    AnyConnection, DatabaseUrl, Mode, Result,
    manager::Manager,
    pool_state::{Counts, PoolState},
};

/// Reads that take longer are not brief. On average: the system may stop a thread in any of them.
const BRIEF: Duration = Duration::from_millis(1);

/// How many reads the average is of, about.
const AMONG: u64 = 256;

/// How long threads read in place of the one that asks, after reads that were not brief.
const PAUSE: Duration = Duration::from_secs(1);

/// How much of the database to keep in memory, in KiB: what a connection reads again and again is
/// the upper part of each index, which has 16 MB in tables of some 10,000,000 rows.
const MEMORY_OF_ONE: usize = 16_000;
const MEMORY: usize = 64_000;

/// Connections for brief reads, made when the first of them is asked for.
pub(crate) struct Brief {
    url: DatabaseUrl,
    pool: OnceLock<Pool<Manager>>,
    counts: Counts,
    start: Instant,
    /// How long a read takes on average, in microseconds.
    micros: AtomicU64,
    /// Until when threads read, in milliseconds since the start.
    paused_until: AtomicU64,
}

impl Brief {
    pub(crate) fn new(url: &DatabaseUrl) -> Self {
        Self {
            url: url.clone(),
            pool: OnceLock::new(),
            counts: Counts::default(),
            start: Instant::now(),
            micros: AtomicU64::new(0),
            paused_until: AtomicU64::new(0),
        }
    }

    /// What `read` reads, if it can be read here and now. Otherwise somebody has to wait for it,
    /// or is to be told what went wrong, and this is not the place.
    pub(crate) fn read<R, E>(
        &self,
        read: impl FnOnce(&mut AnyConnection) -> Result<R, E>,
    ) -> Option<R> {
        let begun = Instant::now();
        if self.millis(begun) < self.paused_until.load(Relaxed) {
            return None;
        }
        let mut connection = self.pool().try_get()?;
        self.counts.had(Duration::ZERO);
        let done = read(&mut connection).ok();
        self.took(begun);
        done
    }

    /// Two threads at once may lose one of two reads from the average, which is one anyway.
    fn took(&self, begun: Instant) {
        let took = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        let before = self.micros.load(Relaxed);
        let mut now = (before * (AMONG - 1) + took) / AMONG;
        if u128::from(now) > BRIEF.as_micros() {
            self.paused_until.store(self.millis(begun + PAUSE), Relaxed);
            now = 0;
        }
        self.micros.store(now, Relaxed);
    }

    pub(crate) fn state(&self) -> PoolState {
        self.counts.state("brief", self.pool(), 0)
    }

    /// One for each thread that may ask. It makes them by itself: `try_get` makes none.
    fn pool(&self) -> &Pool<Manager> {
        self.pool.get_or_init(|| {
            let threads = available_parallelism().map_or(1, |threads| threads.get());
            let most = u32::try_from(threads).unwrap_or(u32::MAX);
            let kept = (MEMORY / threads).min(MEMORY_OF_ONE);
            Pool::builder().max_size(most).test_on_check_out(false).build_unchecked(Manager {
                url: self.url.clone(),
                mode: Mode::Read,
                brief: Some(kept),
            })
        })
    }

    fn millis(&self, at: Instant) -> u64 {
        u64::try_from(at.duration_since(self.start).as_millis()).unwrap_or(u64::MAX)
    }
}
