//! What the pools have done, for those who watch them.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

use r2d2::Pool;

use crate::manager::Manager;

/// A pool of connections at a point in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolState {
    /// `readers`, `writers` and `brief` of SQLite, or `all` of PostgreSQL.
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

#[derive(Debug, Default)]
pub(crate) struct Counts {
    taken: AtomicU64,
    waited_micros: AtomicU64,
    timeouts: AtomicU64,
}

impl Counts {
    /// A request had its turn.
    pub(crate) fn had(&self, waited: Duration) {
        self.wait(waited);
        self.taken.fetch_add(1, Relaxed);
    }

    /// A request was told that it had waited for too long.
    pub(crate) fn timed_out(&self, waited: Duration) {
        self.wait(waited);
        self.timeouts.fetch_add(1, Relaxed);
    }

    fn wait(&self, waited: Duration) {
        let micros = u64::try_from(waited.as_micros()).unwrap_or(u64::MAX);
        self.waited_micros.fetch_add(micros, Relaxed);
    }

    pub(crate) fn state(
        &self,
        name: &'static str,
        pool: &Pool<Manager>,
        waiting: usize,
    ) -> PoolState {
        let now = pool.state();
        PoolState {
            name,
            most: pool.max_size(),
            open: now.connections,
            idle: now.idle_connections,
            waiting: waiting as u64,
            taken: self.taken.load(Relaxed),
            waited: Duration::from_micros(self.waited_micros.load(Relaxed)),
            timeouts: self.timeouts.load(Relaxed),
        }
    }
}
