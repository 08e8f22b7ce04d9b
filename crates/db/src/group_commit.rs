//! Group commit: transactions of several requests, kept in one go.
//!
//! SQLite has one writer at a time, and to keep a transaction takes a sync of the disk, which is
//! most of what a small one costs. What waits in line meanwhile is done in one transaction: each
//! in a part of its own, undone by itself when it fails, and answered when all of it is kept.

use std::time::{Duration, Instant};

use diesel::QueryResult;

use crate::{Error, Mode, Result, job::Job, manager::Pooled, worker::Worker};

/// How many requests share a transaction at the most.
const MOST: usize = 64;

/// How long others may still join a transaction: the first in it waits for the last.
const OPEN: Duration = Duration::from_millis(10);

impl Worker {
    /// Does `first` in the transaction that was begun, and as many of those behind it as go with
    /// it. The first one is done without a part of its own: when it fails, that is all.
    pub(crate) fn commit_in_group(&mut self, mut first: Box<dyn Job>) {
        let begun = Instant::now();
        let connection = match self.connection() {
            Ok(connection) => connection,
            Err(error) => return first.answer(Err(error)),
        };
        let done = connection.run(&mut *first);
        if !matches!(done, Ok(true)) || !connection.may_share {
            return first.answer(connection.end(done));
        }
        let (mut all, mut whole) = (vec![first], Ok(true));
        while all.len() < MOST && begun.elapsed() < OPEN && whole.is_ok() {
            let writes = |job: &dyn Job| job.begin().is_some_and(|it| it.mode == Mode::Write);
            let Some((_, mut job)) = self.shared.next_if(writes) else { break };
            whole = match self.connection() {
                Ok(connection) => part(connection, &mut *job).map(|()| true),
                Err(_) => Ok(false),
            };
            all.push(job);
        }
        answer(all, self.connection().and_then(|connection| connection.end(whole)));
    }
}

/// Does a job in a part of the transaction, and undoes that part if it fails. An error is the whole
/// transaction's.
fn part(connection: &mut Pooled, job: &mut dyn Job) -> QueryResult<()> {
    connection.savepoint()?;
    if connection.run(job)? { connection.commit() } else { connection.rollback() }
}

/// Nothing of what was not kept may be answered, not even a refusal: it may be for what another
/// has written in the same transaction.
fn answer(all: Vec<Box<dyn Job>>, ended: Result<()>) {
    let error = match ended {
        Ok(()) => return all.into_iter().for_each(|job| job.answer(Ok(()))),
        Err(error) => error,
    };
    match <[_; 1]>::try_from(all) {
        Ok([alone]) => alone.answer(Err(error)),
        Err(all) => {
            for job in all {
                job.answer(Err(Error::unavailable(format!("kept with others: {error}"))));
            }
        }
    }
}
