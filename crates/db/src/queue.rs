//! A line of work before the connections of a pool.
//!
//! Requests wait here, and not each on a thread of its own: there are as many threads at work as
//! there are connections, and each goes on with the next in line on the connection that it has.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use diesel::QueryResult;
use r2d2::Pool;
use tokio::sync::oneshot;

use crate::{
    AnyConnection, Begin, Error, Result,
    job::{Job, Looking, Working},
    manager::Manager,
    pool_state::{Counts, PoolState},
    worker::Worker,
};

/// A pool, and whoever waits for one of its connections.
#[derive(Clone)]
pub(crate) struct Queue(Arc<Shared>);

pub(crate) struct Shared {
    name: &'static str,
    pub(crate) pool: Pool<Manager>,
    line: Mutex<Line>,
    pub(crate) counts: Counts,
}

#[derive(Default)]
struct Line {
    places: VecDeque<Arc<Place>>,
    workers: u32,
}

/// A place in the line, which is left by whoever waited for too long.
struct Place {
    asked: Instant,
    job: Mutex<Option<Box<dyn Job>>>,
}

impl Queue {
    pub(crate) fn new(name: &'static str, pool: Pool<Manager>) -> Self {
        let (line, counts) = (Mutex::default(), Counts::default());
        Self(Arc::new(Shared { name, pool, line, counts }))
    }

    pub(crate) fn pool(&self) -> &Pool<Manager> {
        &self.0.pool
    }

    pub(crate) fn state(&self) -> PoolState {
        let waiting = lock(&self.0.line).places.len();
        self.0.counts.state(self.0.name, &self.0.pool, waiting)
    }

    /// Puts a transaction in line.
    pub(crate) fn transaction<R, E>(
        &self,
        begin: Begin,
        work: impl FnOnce(&mut AnyConnection) -> Result<R, E> + Send + 'static,
    ) -> impl Future<Output = Result<R, E>> + Send
    where
        R: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let place = self.enqueue(Box::new(Working::new(begin, work, answer)));
        self.clone().wait(place, answered)
    }

    /// Puts one reading statement in line, which is run by itself.
    pub(crate) fn look<R: Send + 'static>(
        &self,
        look: impl Fn(&mut AnyConnection) -> QueryResult<R> + Send + 'static,
    ) -> impl Future<Output = Result<R>> + Send {
        let (answer, answered) = oneshot::channel();
        let place = self.enqueue(Box::new(Looking::new(look, answer)));
        self.clone().wait(place, answered)
    }

    fn enqueue(&self, job: Box<dyn Job>) -> Arc<Place> {
        let place = Arc::new(Place { asked: Instant::now(), job: Mutex::new(Some(job)) });
        let mut line = lock(&self.0.line);
        line.places.push_back(Arc::clone(&place));
        if line.workers < self.0.pool.max_size() {
            line.workers += 1;
            drop(line);
            let worker = Worker::new(Arc::clone(&self.0));
            tokio::task::spawn_blocking(move || worker.work());
        }
        place
    }

    /// Waits for the answer, and for the turn no longer than one waits for a connection.
    async fn wait<R, E: From<Error>>(
        self,
        place: Arc<Place>,
        mut answered: oneshot::Receiver<Result<R, E>>,
    ) -> Result<R, E> {
        let patience = self.0.pool.connection_timeout();
        let answer = match tokio::time::timeout(patience, &mut answered).await {
            Err(_) if place.leave().is_some() => {
                self.0.counts.timed_out(patience);
                return Err(Error::unavailable("no connection was free in time").into());
            }
            // It has had its turn, and is at work.
            Err(_) => answered.await,
            Ok(answer) => answer,
        };
        answer.unwrap_or_else(|_| Err(Error::broken_off().into()))
    }
}

impl Shared {
    /// The next in line, and since when it waits; or nobody, and then the worker has ended.
    pub(crate) fn next(&self) -> Option<(Instant, Box<dyn Job>)> {
        let mut line = lock(&self.line);
        loop {
            let Some(place) = line.places.pop_front() else {
                line.workers -= 1;
                return None;
            };
            if let Some(job) = self.turn_of(&place) {
                return Some((place.asked, job));
            }
        }
    }

    /// The next in line if `joins` says so of it, else nobody.
    pub(crate) fn next_if(
        &self,
        joins: impl Fn(&dyn Job) -> bool,
    ) -> Option<(Instant, Box<dyn Job>)> {
        let mut line = lock(&self.line);
        let place = line.places.front()?;
        let is_wanted = lock(&place.job).as_deref().is_some_and(joins);
        let place = if is_wanted { line.places.pop_front()? } else { return None };
        Some((place.asked, self.turn_of(&place)?))
    }

    pub(crate) fn is_empty(&self) -> bool {
        lock(&self.line).places.is_empty()
    }

    /// A worker has ended before the line did.
    pub(crate) fn one_less(&self) {
        lock(&self.line).workers -= 1;
    }

    /// Whoever has waited for too long has been told so, or is being told.
    fn turn_of(&self, place: &Place) -> Option<Box<dyn Job>> {
        let waited = place.asked.elapsed();
        if waited >= self.pool.connection_timeout() {
            return None;
        }
        let job = place.leave()?;
        self.counts.had(waited);
        Some(job)
    }

    /// How long whoever asked then goes on waiting for a connection.
    pub(crate) fn patience_since(&self, asked: Instant) -> Duration {
        self.pool.connection_timeout().saturating_sub(asked.elapsed())
    }
}

impl Place {
    fn leave(&self) -> Option<Box<dyn Job>> {
        lock(&self.job).take()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
