//! What the pool needs to know of a connection.

use std::panic::{AssertUnwindSafe, catch_unwind};

use derive_more::{Deref, DerefMut, Display, Error, From};
use diesel::{
    ConnectionError, QueryResult, r2d2::R2D2Connection, result::Error::QueryBuilderError,
};

use crate::{
    DatabaseUrl, Result,
    begin::{Begin, Mode, Session},
    connection::AnyConnection,
    job::Job,
};

/// A connection of the pool.
#[derive(Deref, DerefMut)]
pub(crate) struct Pooled {
    #[deref]
    #[deref_mut]
    connection: AnyConnection,
    /// The server has gone away from it. Diesel notices that in a statement's error only, and
    /// forgets it.
    pub(crate) dead: bool,
    /// Whether requests may be kept in one transaction: a check that SQLite puts off to its end
    /// would have all of them fail for one.
    pub(crate) may_share: bool,
    pub(crate) session: Session,
}

impl Pooled {
    /// Begins a transaction, or ends the one that is open and begins the next.
    pub(crate) fn begin(&mut self, begin: &Begin, ends_another: bool) -> QueryResult<()> {
        match ends_another {
            false => self.connection.begin(begin, self.session),
            true => self.connection.begin_next(begin, self.session),
        }
    }

    /// Whether it may serve nobody any more: it is dead, or in a transaction that nobody ends.
    pub(crate) fn is_broken(&mut self) -> bool {
        self.dead || R2D2Connection::is_broken(&mut self.connection)
    }

    /// Does the work of a job. A job that panics is at fault itself, and those behind it are not.
    pub(crate) fn run(&mut self, job: &mut dyn Job) -> QueryResult<bool> {
        let ran = catch_unwind(AssertUnwindSafe(|| job.run(&mut self.connection)));
        ran.unwrap_or_else(|_| {
            self.dead = true;
            Err(QueryBuilderError("a thread panicked at work on the database".into()))
        })
    }

    /// Ends a transaction: what was done in it is kept if it was done well, else none of it.
    pub(crate) fn end(&mut self, done: QueryResult<bool>) -> Result<()> {
        let is_kept = matches!(done, Ok(true));
        let ended = done.and_then(|is_good| if is_good { self.commit() } else { Ok(()) });
        if !is_kept || ended.is_err() {
            // A connection that cannot even be rolled back must not serve anyone else.
            self.dead |= self.rollback().is_err();
        }
        Ok(ended?)
    }
}

pub(crate) struct Manager {
    pub(crate) url: DatabaseUrl,
    pub(crate) mode: Mode,
    /// For brief reads: how many KiB of the database to keep in memory.
    pub(crate) brief: Option<usize>,
}

impl Manager {
    /// Readies a new connection: whether requests may share a transaction on it.
    fn ready(&self, connection: &mut AnyConnection, session: Session) -> QueryResult<bool> {
        if session == Session::Own {
            connection.set_timeouts()?;
        }
        if let Some(kibibytes) = self.brief {
            connection.be_brief(kibibytes)?;
        }
        Ok(!connection.checks_at_the_end()?)
    }
}

#[derive(Debug, Display, Error, From)]
pub(crate) struct ConnectFailed(ConnectionError);

impl r2d2::ManageConnection for Manager {
    type Connection = Pooled;
    type Error = ConnectFailed;

    fn connect(&self) -> Result<Pooled, ConnectFailed> {
        let mut connection = AnyConnection::open(&self.url, self.mode)?;
        let session = if self.url.is_behind_pooler() { Session::Shared } else { Session::Own };
        let may_share = self
            .ready(&mut connection, session)
            .map_err(ConnectionError::CouldntSetupConfiguration)?;
        Ok(Pooled { connection, dead: false, may_share, session })
    }

    /// Not asked at check-out: a query before every query. A dead connection is found out by the
    /// first statement on it, and replaced.
    fn is_valid(&self, _: &mut Pooled) -> Result<(), ConnectFailed> {
        Ok(())
    }

    fn has_broken(&self, connection: &mut Pooled) -> bool {
        std::thread::panicking() || connection.is_broken()
    }
}
