//! What is known of what was revoked, and since when.

use chrono::{DateTime, TimeDelta, Utc};
use token::{Revocation, RevocationList, Sid};

use crate::store::revocations::{Fingerprint, StoredRevocation};

/// What is known of what was revoked: the rows when they were last read, and what was revoked here
/// since.
#[derive(Default)]
pub(super) struct Known {
    pub(super) list: RevocationList,
    /// Whatever was committed by then is in the list.
    as_of: Option<DateTime<Utc>>,
    read: Option<Fingerprint>,
    /// What was revoked here, with the number of the look that it may have come too late for.
    recent: Vec<(u64, Revocation)>,
    looks: u64,
}

/// A look that was begun.
#[derive(Clone, Copy)]
pub(super) struct Look {
    number: u64,
    began: DateTime<Utc>,
    /// What the look before it has seen.
    pub(super) before: Option<Fingerprint>,
}

impl Known {
    /// How many looks were begun.
    pub(super) fn looks(&self) -> u64 {
        self.looks
    }

    /// When the first row that was seen may go.
    pub(super) fn first_end(&self) -> Option<DateTime<Utc>> {
        self.read.and_then(|read| read.first_end).map(|end| *end)
    }

    /// Whether it is younger than `within`. A clock that was set back makes it old.
    pub(super) fn is_fresh(&self, now: DateTime<Utc>, within: TimeDelta) -> bool {
        let age = self.as_of.map(|as_of| now.signed_duration_since(as_of));
        age.is_some_and(|age| age >= TimeDelta::zero() && age < within)
    }

    pub(super) fn begin_look(&mut self, now: DateTime<Utc>) -> Look {
        self.looks += 1;
        Look { number: self.looks, began: now, before: self.read }
    }

    /// Takes up what a look has seen; no `list`, if that is what was seen before.
    pub(super) fn finish_look(
        &mut self,
        look: Look,
        seen: Fingerprint,
        list: Option<RevocationList>,
    ) {
        (self.as_of, self.read) = (Some(look.began), Some(seen));
        if let Some(mut list) = list {
            self.recent.retain(|(number, _)| *number >= look.number);
            self.recent.iter().for_each(|(_, revocation)| list.insert(revocation));
            self.list = list;
        }
    }

    /// Takes note of what this server has revoked. A look that is under way may not have seen it.
    pub(super) fn learn(&mut self, revoked: Vec<Revocation>) {
        for revocation in revoked {
            self.list.insert(&revocation);
            self.recent.push((self.looks, revocation));
        }
    }
}

/// The list of rows, newest first. Of more than `most` the others are stood for by the second in
/// which the newest of them was made: whatever was issued until then is over.
pub(super) fn listed(rows: &[StoredRevocation], most: usize) -> RevocationList {
    let mut list = RevocationList::default();
    if let Some(row) = rows.get(most) {
        list.insert_everything(*row.revoked_at);
    }
    for row in rows.iter().take(most) {
        let sid = row.session.as_deref().and_then(Sid::parse);
        list.insert(&Revocation { subject: row.subject.clone(), sid, at: *row.revoked_at });
    }
    list
}

#[cfg(test)]
mod tests;
