//! What work takes: time, and the processor.

use std::{fs, time::Instant};

/// A moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    at: Instant,
    on_processor: Option<u64>,
}

/// What went by between two moments.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spent {
    /// Seconds.
    pub(crate) time: f64,
    /// Seconds that the threads had a processor, of those that are still there. What they waited for
    /// it is not in them, so other programs matter less. Linux alone tells.
    pub(crate) processor: Option<f64>,
}

impl Moment {
    pub(crate) fn now() -> Self {
        Self { at: Instant::now(), on_processor: on_processor() }
    }

    pub(crate) fn since(self, before: Self) -> Spent {
        let processor = self.on_processor.zip(before.on_processor);
        #[expect(clippy::cast_precision_loss, reason = "a bench is no month long")]
        let processor = processor.map(|(now, then)| now.saturating_sub(then) as f64 / 1e9);
        Spent { time: (self.at - before.at).as_secs_f64(), processor }
    }
}

/// Nanoseconds: the first number of each thread's `schedstat`.
fn on_processor() -> Option<u64> {
    let threads = fs::read_dir("/proc/self/task").ok()?;
    let one = |thread: fs::DirEntry| -> Option<u64> {
        let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse().ok()
    };
    Some(threads.flatten().filter_map(one).sum())
}
