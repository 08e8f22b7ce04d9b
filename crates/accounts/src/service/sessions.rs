//! Beginning, finding and ending sessions, by Better Auth's rules.

use chrono::{DateTime, TimeDelta, Utc};
use db::{Begin, Database, Mode, RawAccess, Time};
use token::Clock;

use crate::{
    Entropy,
    fault::Fault,
    store::{
        sessions::{self, Session},
        users::User,
    },
};

/// How long a session lasts: `session.expiresIn`.
pub(crate) const LASTS: TimeDelta = TimeDelta::days(7);
/// How long one lasts that is not to be remembered, whatever the setting.
const UNREMEMBERED: TimeDelta = TimeDelta::days(1);
/// A session that was not extended for this long is, when it is next used: `session.updateAge`.
const UPDATE_AGE: TimeDelta = TimeDelta::days(1);

/// A session that began longer ago is not fresh: `session.freshAge`. Its life being made longer
/// does not make it so.
pub(crate) const FRESH: TimeDelta = TimeDelta::days(1);

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
}

/// The sessions.
#[derive(Clone)]
pub(crate) struct Sessions {
    pub(crate) database: Database,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
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
        let lasts = if remember { LASTS } else { UNREMEMBERED };
        Ok(Session {
            id: self.entropy.id()?,
            token: self.entropy.session_token()?,
            user_id: user_id.to_owned(),
            expires_at: later(now, lasts),
            created_at: now.into(),
            updated_at: now.into(),
            ip_address: Some(device.ip_address),
            user_agent: Some(device.user_agent),
        })
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

    /// The session of a token. One that is over is deleted; one that has not been extended for a
    /// day is, unless the client asks otherwise.
    pub(crate) async fn find(&self, token: &str, extend: bool) -> Result<Found, Fault> {
        let wanted = token.to_owned();
        let found =
            self.database.look(move |connection| sessions::by_token(connection, &wanted)).await?;
        let Some((mut session, user)) = found else { return Ok(Found::Gone) };

        let now = self.clock.now();
        if *session.expires_at < now {
            self.end(token).await?;
            return Ok(Found::Gone);
        }
        let due = *session.expires_at <= now + LASTS - UPDATE_AGE;
        if !extend || !due {
            return Ok(Found::Live(Box::new(Current { session, user, extended: false })));
        }
        (session.expires_at, session.updated_at) = (later(now, LASTS), now.into());
        let (token, expires_at) = (session.token.clone(), session.expires_at);
        let begin = Begin { mode: Mode::Write, user: None };
        let still_there = self
            .database
            .transaction(begin, move |connection| {
                Ok::<_, Fault>(sessions::extend(connection, &token, expires_at, now.into())?)
            })
            .await?;
        if still_there {
            Ok(Found::Live(Box::new(Current { session, user, extended: true })))
        } else {
            Ok(Found::Gone)
        }
    }

    /// The user's sessions that are not over, oldest first.
    pub(crate) async fn of_user(&self, user_id: &str) -> Result<Vec<Session>, Fault> {
        let (user, now) = (user_id.to_owned(), self.clock.now().into());
        Ok(self.database.look(move |connection| sessions::of_user(connection, &user, now)).await?)
    }

    /// Ends the session of a token if it is the user's.
    pub(crate) async fn end_own(&self, user_id: &str, token: &str) -> Result<(), Fault> {
        let (user, token) = (user_id.to_owned(), token.to_owned());
        let begin = Begin { mode: Mode::Write, user: None };
        self.database
            .transaction(begin, move |connection| {
                Ok(sessions::delete_own(connection, &user, &token)?)
            })
            .await
    }

    /// Ends all of the user's sessions, but the one of the token `kept`.
    pub(crate) async fn end_all(&self, user_id: &str, kept: Option<String>) -> Result<(), Fault> {
        let user = user_id.to_owned();
        let begin = Begin { mode: Mode::Write, user: None };
        self.database
            .transaction(begin, move |connection| {
                match kept {
                    Some(kept) => sessions::delete_others(connection, &user, &kept)?,
                    None => sessions::delete_all(connection, &user)?,
                }
                Ok(())
            })
            .await
    }

    /// Ends the session of a token, if there is one.
    pub(crate) async fn end(&self, token: &str) -> Result<(), Fault> {
        let token = token.to_owned();
        let begin = Begin { mode: Mode::Write, user: None };
        self.database
            .transaction(begin, move |connection| Ok(sessions::delete(connection, &token)?))
            .await
    }
}

fn later(now: DateTime<Utc>, by: TimeDelta) -> Time {
    (now + by).into()
}
