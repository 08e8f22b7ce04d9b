//! The sets of options that were recorded, and what becomes of each exchange.

mod algorithms;
mod cookie_cache;
mod cookies;
mod default;
mod jwt;
mod left_out;
mod mail_flows;
mod mail_options;
mod minimal;
mod origins;
mod production;
mod rotation;
mod session_options;

use crate::{case::Case, settings::is_known};

/// A set of options.
pub struct Variant {
    /// The name of its file in `recorded/`.
    pub name: &'static str,
    /// What is set beyond what all share: variables and their values, an empty one unsets it.
    pub settings: &'static [(&'static str, &'static str)],
    /// Whether the recorded origin is the address that the server listens on, as when nobody told
    /// it another.
    pub at_its_address: bool,
    pub cases: Vec<Case>,
}

impl Variant {
    fn new(
        name: &'static str,
        settings: &'static [(&'static str, &'static str)],
        cases: impl IntoIterator<Item = Case>,
    ) -> Self {
        let cases = cases.into_iter().collect();
        Self { name, settings, at_its_address: false, cases }
    }

    /// The options that all recordings share, and no others.
    fn as_is(name: &'static str, cases: impl IntoIterator<Item = Case>) -> Self {
        Self::new(name, &[], cases)
    }

    /// The setting that this version does not know and the case cannot do without.
    pub fn awaits(&self, case: &Case) -> Option<&'static str> {
        let settings = self.settings.iter().map(|(name, _)| *name);
        settings.chain(case.needs).find(|name| !is_known(name))
    }

    fn at_its_address(self) -> Self {
        Self { at_its_address: true, ..self }
    }
}

/// All of them.
pub fn all() -> Vec<Variant> {
    let several = [
        algorithms::variants(),
        cookie_cache::variants(),
        cookies::variants(),
        jwt::variants(),
        left_out::variants(),
        mail_flows::variants(),
        mail_options::variants(),
        minimal::variants(),
        origins::variants(),
        production::variants(),
        session_options::variants(),
    ];
    let several = several.into_iter().flatten();
    std::iter::once(default::variant()).chain(several).collect()
}
