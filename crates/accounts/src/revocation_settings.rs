//! How tokens end with the session that gave them out.

use std::time::Duration;

use chrono::TimeDelta;

/// How tokens end with the session that gave them out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RevocationSettings {
    /// How often it is looked what other servers on the database have revoked.
    pub every: Duration,
    /// How old what is known may be: for so long at most a token is taken after another server has
    /// revoked it. What is older says of no token that it is good.
    pub within: TimeDelta,
    /// How long it is remembered what was revoked: at least as long as the last token that a
    /// session can give out is good.
    pub lasts: TimeDelta,
}

/// For clocks that differ, and for a token that is being signed while its session ends.
const SLACK: TimeDelta = TimeDelta::seconds(120);

impl RevocationSettings {
    /// The bound that is promised, where nothing else is said.
    pub const WITHIN: TimeDelta = TimeDelta::seconds(5);

    /// A look every two seconds, for tokens that last for `expires_in`, given out on the word of
    /// copies of sessions that last for `copies` more.
    pub fn new(expires_in: Duration, copies: Duration) -> Self {
        let century = TimeDelta::days(36_500);
        let delta = |span| TimeDelta::from_std(span).map_or(century, |delta| delta.min(century));
        let lasts = delta(expires_in) + delta(copies) + SLACK;
        Self { every: Duration::from_secs(2), within: Self::WITHIN, lasts }
    }
}
