//! What waits in line for a connection.

use diesel::QueryResult;
use tokio::sync::oneshot;

use crate::{AnyConnection, Begin, Error, Result};

/// Work on a connection, and whoever is to be told what came of it.
pub(crate) trait Job: Send {
    /// The transaction that it is done in, if any.
    fn begin(&self) -> Option<&Begin>;

    /// Does it, and says whether it went well. Without a transaction it may be done again on
    /// another connection when this one is dead; else it is done once.
    fn run(&mut self, connection: &mut AnyConnection) -> QueryResult<bool>;

    /// Tells what came of it, or that its transaction was not kept.
    fn answer(self: Box<Self>, ended: Result<()>);
}

/// A transaction.
pub(crate) struct Working<W, R, E> {
    begin: Begin,
    work: Option<W>,
    done: Option<Result<R, E>>,
    answer: oneshot::Sender<Result<R, E>>,
}

impl<W, R, E> Working<W, R, E> {
    pub(crate) fn new(begin: Begin, work: W, answer: oneshot::Sender<Result<R, E>>) -> Self {
        Self { begin, work: Some(work), done: None, answer }
    }
}

impl<W, R, E> Job for Working<W, R, E>
where
    W: FnOnce(&mut AnyConnection) -> Result<R, E> + Send,
    R: Send,
    E: From<Error> + Send,
{
    fn begin(&self) -> Option<&Begin> {
        Some(&self.begin)
    }

    fn run(&mut self, connection: &mut AnyConnection) -> QueryResult<bool> {
        self.done = self.work.take().map(|work| work(connection));
        Ok(matches!(self.done, Some(Ok(_))))
    }

    fn answer(self: Box<Self>, ended: Result<()>) {
        tell(self.answer, ended, self.done);
    }
}

/// One reading statement, by itself.
pub(crate) struct Looking<L, R> {
    look: L,
    seen: Option<Result<R>>,
    answer: oneshot::Sender<Result<R>>,
}

impl<L, R> Looking<L, R> {
    pub(crate) fn new(look: L, answer: oneshot::Sender<Result<R>>) -> Self {
        Self { look, seen: None, answer }
    }
}

impl<L, R> Job for Looking<L, R>
where
    L: Fn(&mut AnyConnection) -> QueryResult<R> + Send,
    R: Send,
{
    fn begin(&self) -> Option<&Begin> {
        None
    }

    fn run(&mut self, connection: &mut AnyConnection) -> QueryResult<bool> {
        self.seen = Some(Ok((self.look)(connection)?));
        Ok(true)
    }

    fn answer(self: Box<Self>, ended: Result<()>) {
        tell(self.answer, ended, self.seen);
    }
}

/// Nobody may be waiting any more.
fn tell<R, E: From<Error>>(
    whom: oneshot::Sender<Result<R, E>>,
    ended: Result<()>,
    done: Option<Result<R, E>>,
) {
    let answer = match (ended, done) {
        (Err(error), _) => Err(error.into()),
        (Ok(()), Some(done)) => done,
        (Ok(()), None) => Err(Error::broken_off().into()),
    };
    drop(whom.send(answer));
}
