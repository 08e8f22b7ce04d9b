//! What became of the requests of a load.

use std::{
    collections::BTreeMap,
    fmt,
    time::{Duration, Instant},
};

/// What became of one request.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub sent: Instant,
    pub took: Duration,
    pub came: Came,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    Answer { status: u16, retry_after: Option<String> },
    Nothing(String),
}

impl Outcome {
    /// The answer's status; 0 where there was none.
    pub fn status(&self) -> u16 {
        match self.came {
            Came::Answer { status, .. } => status,
            Came::Nothing(_) => 0,
        }
    }

    pub fn is_good(&self) -> bool {
        matches!(self.status(), 200 | 201)
    }
}

/// What became of all of them.
#[derive(Debug, Clone)]
pub struct Outcomes(pub Vec<Outcome>);

impl Outcomes {
    /// Checks that each had one of these answers, and that whoever was sent away was told for how
    /// long.
    #[track_caller]
    pub fn expect_only(&self, statuses: &[u16]) {
        let other = |outcome: &&Outcome| !statuses.contains(&outcome.status());
        let others: Vec<_> = self.0.iter().filter(other).take(3).collect();
        assert!(others.is_empty(), "{self}; such as {others:?}");
        for outcome in &self.0 {
            if let Came::Answer { status: 503, retry_after } = &outcome.came {
                assert_eq!(retry_after.as_deref(), Some("1"));
            }
        }
    }

    pub fn of(&self, which: impl Fn(&Outcome) -> bool) -> Self {
        Self(self.0.iter().filter(|outcome| which(outcome)).cloned().collect())
    }

    pub fn count(&self, status: u16) -> usize {
        self.0.iter().filter(|outcome| outcome.status() == status).count()
    }

    /// So long or less took all but one in a hundred.
    pub fn p99(&self) -> Duration {
        self.percentile(99)
    }

    /// So long or less took so many in a hundred.
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut took: Vec<_> = self.0.iter().map(|outcome| outcome.took).collect();
        took.sort_unstable();
        let at = (took.len() * percent).div_ceil(100).saturating_sub(1);
        took.get(at).copied().unwrap_or_default()
    }
}

impl fmt::Display for Outcomes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut counts = BTreeMap::new();
        for outcome in &self.0 {
            *counts.entry(outcome.status()).or_insert(0) += 1;
        }
        write!(out, "{counts:?}, p90 {:?}, p99 {:?}", self.percentile(90), self.p99())
    }
}
