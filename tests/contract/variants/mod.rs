//! The sets of options that were recorded, and what becomes of each exchange.

mod default;

use ownly::config::Config;

use crate::case::Case;

/// A set of options.
pub struct Variant {
    /// The name of its file in `recorded/`.
    pub name: &'static str,
    /// Sets them.
    pub configure: fn(&mut Config),
    pub cases: Vec<Case>,
}

impl Variant {
    fn new(
        name: &'static str,
        configure: fn(&mut Config),
        cases: impl IntoIterator<Item = Case>,
    ) -> Self {
        Self { name, configure, cases: cases.into_iter().collect() }
    }
}

/// All of them.
pub fn all() -> Vec<Variant> {
    vec![default::variant()]
}
