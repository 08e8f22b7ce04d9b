//! E0117: only traits defined in the current crate can be implemented for types defined outside
//!
//! Say anew, and elsewhere, whose the tasks are.

pub use ownly::tasks::tasks;

#[cfg(feature = "breach")]
impl wall::Scoped for tasks::table {
    const NOUN: &str = "task";
    type Policy = wall::OwnedBy<tasks::owner_id>;
}
