//! One counter.

/// How often something happened, and when it last did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counter {
    pub(crate) count: i32,
    /// Milliseconds since 1970.
    pub(crate) last: i64,
}

impl Counter {
    /// Whether it counts no more. One from the future is as old as one from the past: a clock that
    /// was set back must not shut anyone out until it has caught up.
    pub(super) fn is_over(self, window: i64, now: i64) -> bool {
        (now - self.last).abs() >= window
    }

    /// The time until it counts no more, in whole seconds, rounded up.
    pub(super) fn retry_after(self, window: i64, now: i64) -> u64 {
        let left = (self.last + window - now).clamp(1, window);
        u64::try_from(left).unwrap_or(1).div_ceil(1000)
    }
}
