//! What the system says to the program.

use std::{io, pin::pin, time::Duration};

use actix_rt::signal::unix::{Signal, SignalKind, signal};
use futures_util::future::{Either, select};

use crate::shutdown::Shutdown;

/// The signals that ask the program to stop.
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Listens to them from now on.
    ///
    /// # Errors
    /// Where signals cannot be listened to.
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Stops the server when the system says so: gently on SIGTERM, at once on SIGINT, which is
    /// a person's Ctrl-C, or when told twice.
    pub(super) async fn stop(mut self, shutdown: Shutdown, grace: Duration) {
        let gently = match self.next().await {
            Asked::Gently => shutdown.gently(grace),
            Asked::AtOnce => return shutdown.at_once().await,
        };
        if let Either::Right(_) = select(pin!(gently), pin!(self.next())).await {
            shutdown.at_once().await;
        }
    }

    async fn next(&mut self) -> Asked {
        let (terminate, interrupt) = (pin!(self.terminate.recv()), pin!(self.interrupt.recv()));
        match select(terminate, interrupt).await {
            Either::Left(_) => Asked::Gently,
            Either::Right(_) => Asked::AtOnce,
        }
    }
}

enum Asked {
    Gently,
    AtOnce,
}
