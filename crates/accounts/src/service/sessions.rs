//! Beginning, finding and ending sessions, by Better Auth's rules.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use db::{AnyConnection, Begin, Database, Mode, RawAccess};
use diesel::QueryResult;
use token::Clock;

use super::{
    revoker::{Ending, Revoked, Revoker},
    upkeep::Upkeep,
};
use crate::{
    Entropy, SessionSettings,
    fault::Fault,
    store::{
        sessions::{self, Ended, Session},
        users::User,
    },
};

/// How long a session lasts that is not to be remembered, whatever the settings say.
const UNREMEMBERED: TimeDelta = TimeDelta::days(1);

/// From where a session begins.
#[derive(Debug, Clone, Default)]
pub(crate) struct Device {
    /// The address of the client; empty when it is not known.
    pub(crate) ip_address: String,
    /// What the client calls itself; empty when it does not say.
    pub(crate) user_agent: String,
}

/// What became of the session that a request names.
pub(crate) enum Found {
    /// It is there.
    Live(Box<Current>),
    /// It is over, or never was: the client's cookies are to be cleared.
    Gone,
}

/// A session and its user.
pub(crate) struct Current {
    pub(crate) session: Session,
    pub(crate) user: User,
    /// Its life was made longer just now, so its cookie is to be set again.
    pub(crate) extended: bool,
    /// Whether its life should be made longer, where that was left to another call.
    pub(crate) needs_refresh: Option<bool>,
}

/// The sessions.
#[derive(Clone)]
pub(crate) struct Sessions {
    pub(crate) database: Database,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) settings: SessionSettings,
    /// Ends the tokens of sessions that end.
    pub(crate) revoker: Revoker,
}

impl Sessions {
    /// A session that begins now, not yet stored.
    pub(crate) fn begin(
        &self,
        user_id: &str,
        remember: bool,
        device: Device,
    ) -> Result<Session, Fault> {
        let now = self.clock.now();
        let lasts = if remember { delta(self.settings.expires_in) } else { UNREMEMBERED };
        Ok(Session {
            id: self.entropy.id()?,
            token: self.entropy.session_token()?,
            user_id: user_id.to_owned(),
            expires_at: self.capped(now, now + lasts).into(),
            created_at: now.into(),
            updated_at: now.into(),
            ip_address: Some(device.ip_address),
            user_agent: Some(device.user_agent),
        })
    }

    /// Whether a session began not long ago. Its life being made longer does not make it fresh.
    pub(crate) fn is_fresh(&self, session: &Session) -> bool {
        let fresh = delta(self.settings.fresh_age);
        fresh.is_zero() || self.clock.now().signed_duration_since(*session.created_at) < fresh
    }

    /// A session that begins now, and is stored.
    pub(crate) async fn start(&self, user_id: &str, device: Device) -> Result<Session, Fault> {
        let session = self.begin(user_id, true, device)?;
        let begin = Begin { mode: Mode::Write, user: None };
        let stored = self.database.transaction(begin, move |connection| {
            sessions::insert(connection, &session)?;
            Ok::<_, Fault>(session)
        });
        stored.await
    }

    /// The session of a token, and what is due to it.
    pub(crate) async fn find(&self, token: &str, upkeep: Upkeep) -> Result<Found, Fault> {
        let wanted = token.to_owned();
        let found =
            self.database.look(move |connection| sessions::by_token(connection, &wanted)).await?;
        let Some((mut session, user)) = found else { return Ok(Found::Gone) };

        let now = self.clock.now();
        if self.capped(*session.created_at, *session.expires_at) < now {
            match upkeep {
                Upkeep::Extend | Upkeep::Delete => drop(self.end(token).await?),
                Upkeep::Tell | Upkeep::Nothing => {}
            }
            return Ok(Found::Gone);
        }
        let (lasts, update_age) =
            (delta(self.settings.expires_in), delta(self.settings.update_age));
        let until = self.capped(*session.created_at, now + lasts);
        // One that is near its end for good has nothing to be extended by.
        let due = *session.expires_at <= now + lasts - update_age
            && (until == now + lasts || until > *session.expires_at);
        if upkeep != Upkeep::Extend || !due {
            let needs_refresh = (upkeep == Upkeep::Tell).then_some(due);
            let current = Current { session, user, extended: false, needs_refresh };
            return Ok(Found::Live(Box::new(current)));
        }
        (session.expires_at, session.updated_at) = (until.into(), now.into());
        let (token, expires_at) = (session.token.clone(), session.expires_at);
        let begin = Begin { mode: Mode::Write, user: None };
        let still_there = self
            .database
            .transaction(begin, move |connection| {
                Ok::<_, Fault>(sessions::extend(connection, &token, expires_at, now.into())?)
            })
            .await?;
        if still_there {
            let current = Current { session, user, extended: true, needs_refresh: None };
            Ok(Found::Live(Box::new(current)))
        } else {
            Ok(Found::Gone)
        }
    }

    /// The user's sessions that are not over, oldest first.
    pub(crate) async fn of_user(&self, user_id: &str) -> Result<Vec<Session>, Fault> {
        let (user, now) = (user_id.to_owned(), self.clock.now());
        let look =
            move |connection: &mut AnyConnection| sessions::of_user(connection, &user, now.into());
        let mut all = self.database.look(look).await?;
        all.retain(|session| self.capped(*session.created_at, *session.expires_at) >= now);
        Ok(all)
    }

    /// When a session ends that began then and would last until then, if that is no longer than
    /// any may last.
    fn capped(&self, begun: DateTime<Utc>, until: DateTime<Utc>) -> DateTime<Utc> {
        self.settings.max_age.map_or(until, |longest| until.min(begun + delta(longest)))
    }

    /// Ends the session of a token if it is the user's, and says whether it was.
    pub(crate) async fn end_own(&self, user_id: &str, token: &str) -> Result<bool, Fault> {
        let (user, token, revoker) = (user_id.to_owned(), token.to_owned(), self.revoker.clone());
        let ended = self.ended(move |connection| {
            let ended = sessions::delete_own(connection, &user, &token)?;
            let revoked = revoker.revoke(connection, &ended, Ending::Sessions)?;
            Ok((ended, revoked))
        });
        Ok(!ended.await?.is_empty())
    }

    /// Ends all of the user's sessions, but the one of the token `kept`.
    pub(crate) async fn end_all(&self, user_id: &str, kept: Option<String>) -> Result<(), Fault> {
        let (user, revoker) = (user_id.to_owned(), self.revoker.clone());
        let ended = self.ended(move |connection| {
            let ended = match kept {
                Some(kept) => sessions::delete_others(connection, &user, &kept)?,
                None => sessions::delete_all(connection, &user)?,
            };
            let revoked = revoker.revoke(connection, &ended, Ending::User(&user))?;
            Ok((ended, revoked))
        });
        ended.await.map(drop)
    }

    /// Ends the session of a token, and says whose it was, if there was one.
    pub(crate) async fn end(&self, token: &str) -> Result<Option<String>, Fault> {
        let (token, revoker) = (token.to_owned(), self.revoker.clone());
        let ended = self.ended(move |connection| {
            let ended = sessions::delete(connection, &token)?;
            let revoked = revoker.revoke(connection, &ended, Ending::Sessions)?;
            Ok((ended, revoked))
        });
        Ok(ended.await?.pop().map(|session| session.user_id))
    }

    /// Ends sessions, and the tokens that they gave out, in one transaction. Answers which.
    async fn ended(
        &self,
        end: impl FnOnce(&mut AnyConnection) -> QueryResult<(Vec<Ended>, Revoked)> + Send + 'static,
    ) -> Result<Vec<Ended>, Fault> {
        let begin = Begin { mode: Mode::Write, user: None };
        let done = self.database.transaction(begin, |connection| Ok::<_, Fault>(end(connection)?));
        let (ended, revoked) = done.await?;
        self.revoker.learn(revoked);
        Ok(ended)
    }
}

/// No cookie lasts longer than 400 days, so a century is as good as more.
fn delta(duration: Duration) -> TimeDelta {
    const CENTURY: TimeDelta = TimeDelta::days(36_525);
    TimeDelta::from_std(duration).map_or(CENTURY, |delta| delta.min(CENTURY))
}
