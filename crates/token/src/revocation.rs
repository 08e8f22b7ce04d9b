use std::collections::{HashMap, HashSet};
use std::pin::Pin;

use chrono::{DateTime, Utc};
use derive_more::{Display, Error};

use crate::{Claims, Fault, Sid};

/// The tokens that are over before their `exp`
///
/// A token that names its session by [`Sid`] goes with that session and with nothing else, whatever
/// any clock says. One that names none is over when it was issued in or before the second in which
/// anything of its subject's was revoked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RevocationList {
    sids: HashSet<Sid>,
    subjects: HashMap<Box<str>, i64>,
    everyone: Option<i64>,
}

/// Something that was revoked
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// Whose tokens
    pub subject: String,
    /// Those of this session; of `None` those that name no session
    pub sid: Option<Sid>,
    /// When
    pub at: DateTime<Utc>,
}

impl RevocationList {
    /// Adds what was revoked
    pub fn insert(&mut self, revocation: &Revocation) {
        let Revocation { subject, sid, at } = revocation;
        self.sids.extend(*sid);
        let second = at.timestamp();
        match self.subjects.get_mut(subject.as_str()) {
            Some(known) => *known = second.max(*known),
            None => drop(self.subjects.insert(subject.as_str().into(), second)),
        }
    }

    /// Revokes whatever was issued in or before this second, whosever it is: for a list that cannot
    /// hold what was revoked until then
    pub fn insert_everything(&mut self, until: DateTime<Utc>) {
        self.everyone = self.everyone.max(Some(until.timestamp()));
    }

    /// Whether tokens of this session are over. Of a list that could not hold everything nobody
    /// knows: `None`.
    pub fn is_over(&self, sid: Sid) -> Option<bool> {
        match self.everyone {
            _ if self.sids.contains(&sid) => Some(true),
            None => Some(false),
            Some(_) => None,
        }
    }

    /// How many sessions and subjects are on the list
    pub fn len(&self) -> usize {
        self.sids.len() + self.subjects.len()
    }

    /// Whether no token is over by it
    pub fn is_empty(&self) -> bool {
        self.len() == 0 && self.everyone.is_none()
    }

    /// Judges a token that is good otherwise
    ///
    /// # Errors
    ///
    /// [`Fault::Revoked`] if it is on the list.
    pub fn check(&self, claims: &Claims) -> Result<(), Fault> {
        // A fraction is of that second; without a time it may be as old as any.
        let until = |second: i64| claims.issued_at().is_none_or(|at| at < second as f64 + 1.0);
        let sid = claims.member(Sid::CLAIM).and_then(|sid| sid.as_str()).and_then(Sid::parse);
        let is_over = match sid {
            Some(sid) => self.sids.contains(&sid),
            None => self.subjects.get(claims.subject().as_str()).copied().is_some_and(until),
        };
        if is_over || self.everyone.is_some_and(until) { Err(Fault::Revoked) } else { Ok(()) }
    }
}

/// What was revoked cannot be had at the moment: the database is out of reach
///
/// An answer of 503, never of 401: a 401 makes a client sign its user out.
#[derive(Debug, Display, Error)]
#[display("what was revoked cannot be had: {_0}")]
pub struct RevocationsUnavailable(#[error(source)] pub Box<dyn std::error::Error + Send + Sync>);

/// What [`RevocationSource::refresh`] answers
pub type Reread<'a> = Pin<Box<dyn Future<Output = Result<(), RevocationsUnavailable>> + Send + 'a>>;

/// Where it is known from which tokens are over before their time
pub trait RevocationSource: Send + Sync {
    /// Judges a token that is good otherwise, at once: no waiting, no database. `None` when what is
    /// known is too old to call it good.
    fn judge(&self, claims: &Claims) -> Option<Result<(), Fault>>;

    /// Called when [`judge`](Self::judge) answers `None`: has it know better, after at most one
    /// look.
    ///
    /// # Errors
    ///
    /// [`RevocationsUnavailable`] if the look failed.
    fn refresh(&self) -> Reread<'_>;
}
