//! How often one client may call, by Better Auth's rules.
//!
//! The counting is ours: Better Auth counts in a way of its own, and shares its table with us.

mod counter;
mod limiter;
mod memory;
mod rule;
mod sign_ins;

pub(crate) use counter::Counter;
pub(crate) use limiter::Limiter;
pub(crate) use rule::{Rule, bucket};

/// The longest window of any rule, in milliseconds: what was counted longer ago counts no more.
const LONGEST_WINDOW: i64 = sign_ins::REMEMBERED.window;

/// Where the counters of limits are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, derive_more::Display)]
pub enum RateLimit {
    /// Nowhere: nothing is limited.
    #[display("off")]
    Off,
    /// In this process.
    #[display("memory")]
    Memory,
    /// In the database, where several servers on it count together.
    #[display("database")]
    Database,
}
