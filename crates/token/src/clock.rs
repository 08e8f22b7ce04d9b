use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};

/// The one place that time comes from
///
/// Handed to whatever needs to know the time, so that a test can move it. A clone shows the same
/// time as its original.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The clock of the operating system
    pub fn system() -> Self {
        Self::from_fn(Utc::now)
    }

    /// A clock that shows what `f` answers, for tests
    pub fn from_fn(f: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(f))
    }

    /// The time in whole milliseconds, cut off and not rounded
    ///
    /// PostgreSQL keeps microseconds, JavaScript milliseconds: only a time that all of them can
    /// hold is read back as it was written.
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)().trunc_subsecs(3)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
