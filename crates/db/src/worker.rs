//! Whoever works a line off.

use std::{sync::Arc, time::Instant};

use diesel::QueryResult;
use r2d2::PooledConnection;

use crate::{
    AnyConnection, Begin, Error, Mode, Result,
    begin::Session,
    error::is_closed,
    job::Job,
    manager::{Manager, Pooled},
    queue::Shared,
};

/// A thread at work, with the connection that it goes on with.
pub(crate) struct Worker {
    pub(crate) shared: Arc<Shared>,
    connection: Option<PooledConnection<Manager>>,
    /// What was read on the connection is answered, and its transaction still open: the next one
    /// begins in the message that ends it. Never behind a pooler, where others wait for the session.
    is_reading: bool,
    has_ended: bool,
}

impl Worker {
    /// One that was counted as a worker of the line. It is until it has worked the line off, or is
    /// dropped before it could.
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared, connection: None, is_reading: false, has_ended: false }
    }

    /// Does what is in line until nothing is.
    pub(crate) fn work(mut self) {
        loop {
            if self.is_reading && self.shared.is_empty() {
                self.end_reading();
            }
            let Some((asked, job)) = self.shared.next() else { break };
            match job.begin().cloned() {
                None => self.look(asked, job),
                Some(begin) => self.transaction(asked, &begin, job),
            }
        }
        self.has_ended = true;
        self.end_reading();
    }

    fn look(&mut self, asked: Instant, mut job: Box<dyn Job>) {
        self.end_reading();
        let looked = self.on_a_good_one(asked, |connection, _| connection.run(&mut *job));
        job.answer(looked.map(drop));
    }

    fn transaction(&mut self, asked: Instant, begin: &Begin, mut job: Box<dyn Job>) {
        let begun =
            self.on_a_good_one(asked, |connection, is_reading| connection.begin(begin, is_reading));
        let connection = match begun {
            Ok((connection, ())) => connection,
            Err(error) => return job.answer(Err(error)),
        };
        match (begin.mode, &**connection) {
            (Mode::Write, AnyConnection::Sqlite(_)) => self.commit_in_group(job),
            (Mode::Write, AnyConnection::Postgres(_)) | (Mode::Read, AnyConnection::Sqlite(_)) => {
                let done = connection.run(&mut *job);
                job.answer(connection.end(done));
            }
            (Mode::Read, AnyConnection::Postgres(_)) => match connection.run(&mut *job) {
                // What was read was read, however its transaction ends.
                Ok(true) if connection.session == Session::Own => {
                    self.is_reading = true;
                    job.answer(Ok(()));
                }
                done => job.answer(connection.end(done)),
            },
        }
    }

    /// A connection on which `first` went well. A pooled connection may be long dead without
    /// having noticed, and after a restart of the server all of them are: such a one is thrown
    /// away and the next is tried, until one is fresh.
    fn on_a_good_one<R>(
        &mut self,
        asked: Instant,
        mut first: impl FnMut(&mut Pooled, bool) -> QueryResult<R>,
    ) -> Result<(&mut Pooled, R)> {
        let mut tries = self.shared.pool.max_size() + 1;
        loop {
            // An open transaction is a fault, but for one that has been read in.
            if !self.is_reading && self.connection.as_mut().is_some_and(|held| held.is_broken()) {
                self.connection = None;
            }
            let mut connection = match self.connection.take() {
                Some(held) => held,
                None => self.shared.pool.get_timeout(self.shared.patience_since(asked))?,
            };
            match first(&mut connection, std::mem::take(&mut self.is_reading)) {
                Ok(done) => return Ok((self.connection.insert(connection), done)),
                Err(error) => {
                    let is_closed = is_closed(&error);
                    connection.dead |= is_closed;
                    tries -= 1;
                    if !is_closed || tries == 0 {
                        return Err(error.into());
                    }
                }
            }
        }
    }

    fn end_reading(&mut self) {
        if std::mem::take(&mut self.is_reading)
            && let Some(connection) = &mut self.connection
        {
            drop(connection.end(Ok(true)));
        }
    }

    /// The connection that a transaction was begun on.
    pub(crate) fn connection(&mut self) -> Result<&mut Pooled> {
        self.connection.as_deref_mut().ok_or_else(Error::broken_off)
    }
}

impl Drop for Worker {
    /// A runtime that ends does not begin what it has not begun.
    fn drop(&mut self) {
        if !self.has_ended {
            self.shared.one_less();
        }
    }
}
