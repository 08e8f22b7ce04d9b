//! Ending the tokens of sessions that end.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use db::AnyConnection;
use diesel::QueryResult;
use token::{Revocation, Sid};

use super::revocations::Revocations;
use crate::store::{revocations, sessions::Ended};

/// Ends the tokens of sessions that end, where that is wanted.
#[derive(Clone)]
pub(crate) struct Revoker(Option<Arc<Revocations>>);

/// What a transaction has revoked: nothing, until it is committed.
#[derive(Debug, Default)]
#[must_use = "this server is to know it as soon as it is committed"]
pub(crate) struct Revoked(Vec<Revocation>);

/// Whose tokens end.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ending<'u> {
    /// Those of the sessions.
    Sessions,
    /// Those of the sessions, and those of the user that name no session.
    User(&'u str),
}

impl Revoker {
    pub(crate) fn new(revocations: Option<Arc<Revocations>>) -> Self {
        Self(revocations)
    }

    /// What is known to be revoked, if that is kept.
    pub(crate) fn known(&self) -> Option<&Arc<Revocations>> {
        self.0.as_ref()
    }

    /// Revokes the tokens of sessions that the transaction has just deleted, all of one user.
    pub(crate) fn revoke(
        &self,
        connection: &mut AnyConnection,
        ended: &[Ended],
        ending: Ending<'_>,
    ) -> QueryResult<Revoked> {
        let Some(known) = &self.0 else { return Ok(Revoked::default()) };
        let subject = match (ending, ended.first()) {
            (Ending::User(user), _) => user,
            (Ending::Sessions, Some(one)) => &one.user_id,
            (Ending::Sessions, None) => return Ok(Revoked::default()),
        };
        let mut sids: Vec<_> = ended.iter().map(|one| Some(Sid::of(&one.id))).collect();
        match ending {
            Ending::User(_) => sids.push(None),
            Ending::Sessions => {}
        }
        let (at, end) = known.span();
        let texts: Vec<_> = sids.iter().map(|sid| sid.map(|sid| sid.to_string())).collect();
        revocations::insert(connection, subject, &texts, (at.into(), end.into()))?;
        Ok(Revoked(sids.into_iter().map(|sid| revocation(subject, sid, at)).collect()))
    }

    /// Has this server mind what was revoked, now that it is committed.
    pub(crate) fn learn(&self, revoked: Revoked) {
        if let Some(known) = &self.0 {
            known.learn(revoked.0);
        }
    }
}

fn revocation(subject: &str, sid: Option<Sid>, at: DateTime<Utc>) -> Revocation {
    Revocation { subject: subject.to_owned(), sid, at }
}
