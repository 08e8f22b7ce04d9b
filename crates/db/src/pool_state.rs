//! What the pools have done, for those who watch them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use r2d2::{
    Pool,
    event::{CheckoutEvent, HandleEvent, TimeoutEvent},
};

use crate::manager::Manager;

/// A pool of connections at a point in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolState {
    /// `readers` and `writers` of SQLite, or `all` of PostgreSQL.
    pub name: &'static str,
    /// How many connections there may be.
    pub most: u32,
    /// How many are open.
    pub open: u32,
    /// How many of those nobody uses.
    pub idle: u32,
    /// How many requests wait for one.
    pub waiting: u64,
    /// How often one was had since the start.
    pub taken: u64,
    /// How long all of those waited together.
    pub waited: Duration,
    /// How often one was not to be had in time since the start.
    pub timeouts: u64,
}

/// A pool, and what is counted of it.
#[derive(Clone)]
pub(crate) struct Watched {
    pub(crate) pool: Pool<Manager>,
    name: &'static str,
    counts: Arc<Counts>,
}

#[derive(Debug, Default)]
pub(crate) struct Counts {
    waiting: AtomicU64,
    taken: AtomicU64,
    waited_micros: AtomicU64,
    timeouts: AtomicU64,
}

impl Watched {
    pub(crate) fn new(
        name: &'static str,
        build: impl FnOnce(Box<dyn HandleEvent>) -> Pool<Manager>,
    ) -> Self {
        let counts = Arc::<Counts>::default();
        Self { pool: build(Box::new(Ear(Arc::clone(&counts)))), name, counts }
    }

    /// To be held while a connection is waited for.
    pub(crate) fn waiting(&self) -> impl Drop + use<> {
        self.counts.waiting.fetch_add(1, Relaxed);
        Waiting(Arc::clone(&self.counts))
    }

    pub(crate) fn state(&self) -> PoolState {
        let now = self.pool.state();
        PoolState {
            name: self.name,
            most: self.pool.max_size(),
            open: now.connections,
            idle: now.idle_connections,
            waiting: self.counts.waiting.load(Relaxed),
            taken: self.counts.taken.load(Relaxed),
            waited: Duration::from_micros(self.counts.waited_micros.load(Relaxed)),
            timeouts: self.counts.timeouts.load(Relaxed),
        }
    }
}

struct Waiting(Arc<Counts>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Relaxed);
    }
}

/// What the pool tells.
#[derive(Debug)]
struct Ear(Arc<Counts>);

impl HandleEvent for Ear {
    fn handle_checkout(&self, event: CheckoutEvent) {
        let waited = u64::try_from(event.duration().as_micros()).unwrap_or(u64::MAX);
        self.0.waited_micros.fetch_add(waited, Relaxed);
        self.0.taken.fetch_add(1, Relaxed);
    }

    fn handle_timeout(&self, event: TimeoutEvent) {
        let waited = u64::try_from(event.timeout().as_micros()).unwrap_or(u64::MAX);
        self.0.waited_micros.fetch_add(waited, Relaxed);
        self.0.timeouts.fetch_add(1, Relaxed);
    }
}
