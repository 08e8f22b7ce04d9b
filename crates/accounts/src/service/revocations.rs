//! What was revoked, as this server knows it.

use std::sync::{PoisonError, RwLock, RwLockWriteGuard};

use chrono::{DateTime, Utc};
use db::{Begin, Database, Mode, RawAccess};
use token::{Claims, Clock, Fault, Reread, RevocationSource, RevocationsUnavailable, Sid};
use tokio::sync::Mutex;

use super::revocations_known::{Known, listed};
use crate::{RevocationSettings, store::revocations};

/// How many revocations are kept in memory, the newest ones: some 20 MB.
const MOST: usize = 100_000;

/// What was revoked.
pub(crate) struct Revocations {
    database: Database,
    clock: Clock,
    settings: RevocationSettings,
    known: RwLock<Known>,
    /// One look at the database at a time.
    turn: Mutex<()>,
}

impl Revocations {
    pub(crate) fn new(database: Database, clock: Clock, settings: RevocationSettings) -> Self {
        Self { database, clock, settings, known: RwLock::default(), turn: Mutex::new(()) }
    }

    /// The time, and until when something that is revoked now has to be remembered.
    pub(super) fn span(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let now = self.clock.now();
        (now, now + self.settings.lasts)
    }

    /// Whether the session of that id is over; `None` when that is not known.
    pub(crate) fn is_over(&self, session_id: &str) -> Option<bool> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let is_over = known.list.is_over(Sid::of(session_id))?;
        (is_over || self.is_fresh(&known)).then_some(is_over)
    }

    /// Takes note of what this server has revoked, once that is committed.
    pub(super) fn learn(&self, revoked: Vec<token::Revocation>) {
        self.write().learn(revoked);
    }

    /// Reads the rows, if there are others than before.
    pub(crate) async fn look(&self) -> Result<(), db::Error> {
        let _turn = self.turn.lock().await;
        self.read().await
    }

    /// Looks from time to time, and deletes what has been there for long enough.
    pub(crate) async fn keep_fresh(&self) {
        let mut is_away = false;
        loop {
            tokio::time::sleep(self.settings.every).await;
            // Said when it changes, not at every look.
            match self.look_and_tidy().await {
                Err(error) if !is_away => {
                    log::warn!(
                        "what was revoked cannot be read; tokens will be answered 503: {error}"
                    );
                    is_away = true;
                }
                Ok(()) if is_away => {
                    log::info!("what was revoked is read again");
                    is_away = false;
                }
                Ok(()) | Err(_) => {}
            }
        }
    }

    async fn look_and_tidy(&self) -> Result<(), db::Error> {
        self.look().await?;
        let now = self.clock.now();
        if self.write().first_end().is_none_or(|end| end > now) {
            return Ok(());
        }
        let begin = Begin { mode: Mode::Write, user: None };
        let purged = self.database.transaction(begin, move |connection| {
            Ok::<_, db::Error>(revocations::purge(connection, now.into())?)
        });
        purged.await
    }

    /// Reads the rows unless they were read not long ago. Whoever had to wait for their turn is
    /// content with a look that began after they came, even if it failed: while the database is
    /// away any number of requests makes no queue.
    async fn look_if_old(&self) -> Result<(), db::Error> {
        let looks = || self.write().looks();
        let before = looks();
        let _turn = self.turn.lock().await;
        if self.is_fresh(&self.write()) {
            return Ok(());
        }
        if looks() != before {
            return Err(db::Error::Unavailable("the last look failed".into()));
        }
        self.read().await
    }

    async fn read(&self) -> Result<(), db::Error> {
        let begun = self.write().begin_look(self.clock.now());
        let look = self.database.look(move |connection| {
            let seen = revocations::fingerprint(connection)?;
            if begun.before == Some(seen) {
                return Ok((seen, None));
            }
            // One more, to know whether there are more. What is inserted between the two
            // statements is read again by the next look.
            let limit = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
            Ok((seen, Some(revocations::newest(connection, limit)?)))
        });
        let (seen, rows) = look.await?;
        if rows.as_ref().is_some_and(|rows| rows.len() > MOST) {
            log::warn!("over {MOST} revocations: older tokens are refused, whosever they are");
        }
        let list = rows.map(|rows| listed(&rows, MOST));
        self.write().finish_look(begun, seen, list);
        Ok(())
    }

    fn is_fresh(&self, known: &Known) -> bool {
        known.is_fresh(self.clock.now(), self.settings.within)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RevocationSource for Revocations {
    fn judge(&self, claims: &Claims) -> Option<Result<(), Fault>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let judged = known.list.check(claims);
        // What was revoked stays so, however long ago that was heard.
        (judged.is_err() || self.is_fresh(&known)).then_some(judged)
    }

    fn refresh(&self) -> Reread<'_> {
        Box::pin(async {
            let looked = self.look_if_old().await;
            looked.map_err(|error| RevocationsUnavailable(error.into()))
        })
    }
}
