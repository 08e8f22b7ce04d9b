//! Whether there is a page for people.

use accounts::LinkPages;
use clap::Args;

use super::Switch;

#[derive(Debug, Args)]
#[command(next_help_heading = "Page")]
pub(super) struct PageSettings {
    /// Whether people get a page at /; there is none without accounts
    #[arg(long, env = "OWNLY_WEB", global = true, value_name = "SWITCH")]
    #[arg(default_value = "on")]
    web: Switch,
}

impl PageSettings {
    /// Where nobody can sign in, a page to sign in on would be a promise that is not kept.
    pub(super) fn check(&self, accounts: Switch) -> bool {
        match (self.web, accounts) {
            (Switch::On, Switch::On) => true,
            (Switch::Off, _) | (_, Switch::Off) => false,
        }
    }
}

/// Where mailed links lead if nobody said: to our own page where there is one, which knows what to
/// do with what they bring along (`web/app/mailed.js`).
pub(super) fn link_pages(web: bool) -> LinkPages {
    if !web {
        return LinkPages::default();
    }
    LinkPages { reset: "/#/reset".to_owned(), verified: "/#/verified".to_owned() }
}
