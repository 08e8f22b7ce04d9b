//! What a look at a session may do to it.

use crate::Refresh;

/// What may be done to a session that is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Upkeep {
    /// It is extended if it is due, and deleted if it is over.
    Extend,
    /// It is deleted if it is over.
    Delete,
    /// Nothing; whether it is due is told.
    Tell,
    /// Nothing, and nothing is told.
    Nothing,
}

impl Upkeep {
    /// `may_renew` is whether the session may be made to go on; `refreshing`, whether the call is
    /// there for just that.
    pub(crate) fn of(refresh: Refresh, may_renew: bool, refreshing: bool) -> Self {
        match (refresh, may_renew, refreshing) {
            (Refresh::On, true, _) | (Refresh::Deferred, true, true) => Self::Extend,
            (Refresh::On, false, _) | (Refresh::Off, _, _) | (Refresh::Deferred, false, true) => {
                Self::Delete
            }
            (Refresh::Deferred, true, false) => Self::Tell,
            (Refresh::Deferred, false, false) => Self::Nothing,
        }
    }
}
