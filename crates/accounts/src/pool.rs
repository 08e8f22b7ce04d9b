//! A few threads with a short queue before them.

use std::{
    io,
    num::NonZeroUsize,
    panic,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread::{Builder, JoinHandle},
};

use tokio::sync::oneshot;

type Job = Box<dyn FnOnce() + Send>;

/// Dedicated threads for work that takes a core, or a peer's patience, for long. They are not the
/// runtime's blocking pool, which file and database work shares and whose end waits for all of it:
/// a flood of sign-ins must not stop the others, nor a silent mail server the end. They end when
/// the last clone of the pool is dropped.
#[derive(Clone)]
pub(crate) struct Pool {
    jobs: SyncSender<Job>,
}

/// Which threads go first where there are not cores enough for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Priority {
    /// As every other thread.
    Normal,
    /// After every other thread. It is for what keeps a core for long: what is done in microseconds
    /// must not wait for it.
    Low,
}

impl Priority {
    /// Gives it to the calling thread, where the system knows of such a thing: on Linux the
    /// priority is the thread's, and for all others of the process it stays as it was.
    fn assume(self) {
        match self {
            Self::Normal => {}
            #[cfg(target_os = "linux")]
            Self::Low => {
                if let Err(error) = rustix::process::setpriority_process(None, 19) {
                    log::warn!("no low priority for a thread: {error}");
                }
            }
            #[cfg(not(target_os = "linux"))]
            Self::Low => {}
        }
    }
}

/// Why a job was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PoolError {
    /// As many jobs are waiting as may.
    Busy,
    /// No thread is left to take it.
    Stopped,
    /// It panicked.
    Panicked,
}

impl Pool {
    /// Starts `threads` threads named `<name>-0`, `<name>-1`, …, before which `waiting` jobs may
    /// queue. The handles are for who wants to wait for the end; dropping them is fine.
    pub(crate) fn start(
        name: &str,
        threads: NonZeroUsize,
        waiting: usize,
        priority: Priority,
    ) -> io::Result<(Self, Vec<JoinHandle<()>>)> {
        let (jobs, queue) = sync_channel(waiting);
        let queue = Arc::new(Mutex::new(queue));
        let handles = (0..threads.get())
            .map(|number| {
                let queue = Arc::clone(&queue);
                Builder::new().name(format!("{name}-{number}")).spawn(move || {
                    priority.assume();
                    work(&queue);
                })
            })
            .collect::<io::Result<_>>()?;
        Ok((Self { jobs }, handles))
    }

    /// Has `job` done by one of the threads. If this future is dropped before one takes the job up,
    /// it is skipped.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PoolError> {
        let (answer, done) = oneshot::channel();
        let job: Job = Box::new(move || {
            if !answer.is_closed() {
                // Nobody may be left to hear it by now, which is theirs to decide.
                let _ = answer.send(job());
            }
        });
        self.jobs.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) => PoolError::Busy,
            TrySendError::Disconnected(_) => PoolError::Stopped,
        })?;
        done.await.map_err(|_| PoolError::Panicked)
    }
}

/// Takes one job after another until nobody can send any more.
fn work(queue: &Mutex<Receiver<Job>>) {
    loop {
        // The lock is held while waiting, which lets one idle thread wait on the queue and the
        // others on the lock; no job runs under it.
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        // A job owns all it touches, so nothing half done is left behind by a panic.
        if panic::catch_unwind(panic::AssertUnwindSafe(job)).is_err() {
            log::error!("a job panicked on a thread of its own pool");
        }
    }
}

#[cfg(test)]
mod tests;
